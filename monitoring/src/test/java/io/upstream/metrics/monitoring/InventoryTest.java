package io.upstream.metrics.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.upstream.metrics.tools.promql.Place;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing that the platform's people asked for is missing, and it is asked the right way. */
class InventoryTest {

  /** Where ours is better than the inventory's, and why. */
  private static final Map<String, String> BETTER =
      Map.of(
          "P40", "the same without parentheses that change nothing",
          "P54", "merged into HighErrorRate, which reads the family by view",
          "I03", "all three percentiles are drawn",
          "I11", "the pool's own gauges stand beside it",
          "I12", "updates and deletes are drawn, too",
          "I25", "brought together by instance, as a dashboard's counters are",
          "I36", "absent() alone would fire for ever where there is no Fiko",
          "I38", "by instance, for a limit of 80 is one server's");

  @Test
  void every_query_panel_and_alert_is_here_under_its_number() throws Exception {
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
                            .forEach(
                                target -> add(texts, panel.id(), target.expr().in(Place.GUIDE)))));
    Alerts.ALL.forEach(
        alert ->
            Stream.of(alert.ids().split(" "))
                .forEach(id -> add(texts, id, alert.expr().in(Place.GUIDE))));
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
