package io.upstream.metrics.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.upstream.metrics.monitoring.alert.Alerts;
import io.upstream.metrics.monitoring.panel.Dashboards;
import io.upstream.metrics.monitoring.query.Queries;
import io.upstream.metrics.tools.Panel;
import io.upstream.metrics.tools.Query;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that every query, panel and alert of the platform exists. */
class InventoryTest {

  /** Where ours is better than the inventory's, and why. */
  private static final Map<String, String> BETTER =
      Map.ofEntries(
          Map.entry("P40", "the same without parentheses that change nothing"),
          Map.entry(
              "P47", "with a floor of requests and failures: three errors at night page nobody"),
          Map.entry(
              "P48", "by view, with a floor, and over the bounds that both vocabularies have"),
          Map.entry("P49", "by data source too, with a floor"),
          Map.entry("P50", "beside it a share by channel: 24 of 24 an hour are below 0.1 a second"),
          Map.entry("P51", "by job, and without what is folded"),
          Map.entry("P52", "beside it a share by type of job"),
          Map.entry("P53", "the number of bytes comes from thresholds.yml"),
          Map.entry("P54", "merged into HighErrorRate, which reads the family by view"),
          Map.entry("I03", "all three percentiles, over the bounds that both vocabularies have"),
          Map.entry("I04", "over the panel's whole range of time"),
          Map.entry("I05", "over the whole range, and the bounds that both vocabularies have"),
          Map.entry("I06", "over the panel's whole range of time"),
          Map.entry("I09", "by data source"),
          Map.entry("I11", "the pool's own gauges stand beside it"),
          Map.entry("I12", "updates and deletes are drawn, too; the busiest ten of each"),
          Map.entry("I16", "the lowest twenty: there may be thousands of customers"),
          Map.entry("I25", "brought together by instance, as a dashboard's counters are"),
          Map.entry("I27", "recorded over Java's and Python's collections"),
          Map.entry("I30", "the slowest ten views, over the bounds that both vocabularies have"),
          Map.entry("I33", "with a floor of requests and failures"),
          Map.entry("I36", "absent() alone would fire for ever where there is no Fiko"),
          Map.entry("I37", "with a floor of requests"),
          Map.entry("I38", "by instance, for a limit of 80 is one server's"),
          Map.entry("I40", "with a floor of failures"));

  @Test
  void every_query_panel_and_alert_has_its_number() throws Exception {
    List<String> wrong = new ArrayList<>();
    Map<String, List<String>> ours = ours();
    inventory()
        .forEach(
            entry -> {
              String id = entry.get("id").asText();
              List<String> texts = ours.getOrDefault(id, List.of());
              String wanted = normal(entry.get("ours").asText().replaceFirst("  # .*", ""));
              if (texts.isEmpty() || (!BETTER.containsKey(id) && !texts.contains(wanted))) {
                wrong.add(id + ": wanted " + wanted + ", found " + texts);
              }
            });
    assertThat(wrong).isEmpty();
  }

  @Test
  void the_moved_queries_show_before_and_after() throws Exception {
    Map<String, List<String>> now = new HashMap<>();
    Queries.ALL.forEach(
        query -> now.computeIfAbsent(query.id(), id -> new ArrayList<>()).add(query.text()));
    Alerts.ALL.forEach(
        alert ->
            Stream.of(alert.id().split(" "))
                .forEach(
                    id ->
                        now.computeIfAbsent(id, none -> new ArrayList<>())
                            .add(alert.expr().text())));
    MovedQueries.compare(inventory(), now);
  }

  @Test
  void a_number_is_used_for_one_question() {
    assertThat(Queries.ALL).extracting(Query::id).doesNotHaveDuplicates();
    assertThat(Dashboards.ALL.stream().flatMap(each -> each.panels().stream()))
        .extracting(Panel::id)
        .doesNotHaveDuplicates();
  }

  private static Map<String, List<String>> ours() {
    Map<String, List<String>> texts = new HashMap<>();
    Queries.ALL.forEach(query -> add(texts, query.id(), query.text()));
    Dashboards.ALL.forEach(
        dashboard ->
            dashboard
                .panels()
                .forEach(
                    panel ->
                        panel
                            .targets()
                            .forEach(target -> add(texts, panel.id(), target.expr().text()))));
    Alerts.ALL.forEach(
        alert ->
            Stream.of(alert.id().split(" ")).forEach(id -> add(texts, id, alert.expr().text())));
    return texts;
  }

  private static void add(Map<String, List<String>> texts, String id, String text) {
    texts.computeIfAbsent(id, none -> new ArrayList<>()).add(normal(text));
  }

  // An alert says where, and is limited to whose it is; enclosing what needs none changes nothing.
  private static String normal(String text) {
    return text.replace(" by (job) ", "")
        .replace("le, job", "le")
        .replace("job, instance", "instance")
        .replace(", job=\"fiko\"", "")
        .replace("{job=\"fiko\"}", "")
        .replace("(process_open_fds / process_max_fds)", "process_open_fds / process_max_fds")
        .replaceAll("\\s+", "");
  }

  private static List<JsonNode> inventory() throws IOException {
    try (InputStream file = InventoryTest.class.getResourceAsStream("/queries.json")) {
      JsonNode root = new ObjectMapper().readTree(file);
      List<JsonNode> all = new ArrayList<>();
      root.get("expressions").forEach(all::add);
      root.get("panels_and_alerts_described_in_words").forEach(all::add);
      assertThat(all).hasSize(103);
      return all;
    }
  }
}
