package io.upstream.metrics.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Checks the committed rules by the rules of a linter. */
class RuleLintTest {

  private static final Pattern WINDOW = Pattern.compile("\\[(\\d+)([smhd])]");
  private static final Pattern REFERRED = Pattern.compile("\\$labels\\.([a-z_]+)");
  private static final Pattern KEPT = Pattern.compile("by \\(([a-z_, ]*)\\)");

  private static final Pattern SET = Pattern.compile(", \"([a-z_]+)\", \"[^\"]*\", \"\", \"\"");

  private final List<Map<String, Object>> alerts = rules("alerts.yml", "alert");
  private final List<Map<String, Object>> recordings = recordings();

  @Test
  void names_are_used_once() {
    assertThat(alerts).extracting(rule -> rule.get("alert")).doesNotHaveDuplicates();
    assertThat(recordings).extracting(rule -> rule.get("record")).doesNotHaveDuplicates();
  }

  @Test
  void every_alert_compares_or_asks_for_absence() {
    assertThat(alerts)
        .extracting(RuleLintTest::expr)
        .allMatch(expr -> expr.matches("(?s).*( > | < | == | >= |absent\\().*|vector\\(1\\)"));
  }

  /** A filter on the wrong side of a comparison would make an alert that cannot fire. */
  @Test
  void no_comparison_begins_with_a_number() {
    assertThat(alerts)
        .extracting(RuleLintTest::expr)
        .noneMatch(expr -> expr.matches("(?s)[0-9. ]+[<>].*"));
  }

  @Test
  void absence_is_queried_with_the_told_labels() {
    assertThat(alerts)
        .filteredOn(rule -> expr(rule).startsWith("absent("))
        .allSatisfy(
            rule ->
                assertThat(referred(rule)).allMatch(label -> expr(rule).contains(label + "=\"")));
  }

  @Test
  void every_alert_has_a_routed_severity_and_duration() throws Exception {
    String routes =
        Files.readString(MonitoringFilesTest.MONITORING.resolve("alertmanager/alertmanager.yml"));
    for (Map<String, Object> alert : alerts) {
      String severity = (String) map(alert, "labels").get("severity");
      assertThat(severity).isIn("critical", "warning", "info", "none");
      assertThat(severity.matches("info|none") || routes.contains(severity)).isTrue();
      assertThat((String) map(alert, "labels").get("area")).isNotBlank();
      assertThat((String) alert.get("for")).matches("\\d+[mh]");
    }
  }

  @Test
  void the_texts_say_what_where_and_how_much() {
    for (Map<String, Object> alert : alerts) {
      Map<String, Object> texts = map(alert, "annotations");
      assertThat(texts).containsKeys("summary", "description", "dashboard", "runbook_url");
      assertThat((String) texts.get("dashboard")).matches("https?://.+/d/[a-z-]+\\?var-job=.+");
      assertThat((String) texts.get("description"))
          .as("%s", alert.get("alert"))
          .contains("$value")
          .doesNotContain("* 100");
      // A share is shown as a percentage once, not a percentage of a percentage.
      if (texts.toString().contains("humanizePercentage")) {
        assertThat(expr(alert)).doesNotContain("* 100");
      }
    }
  }

  /** A label that a text names has to be left after the aggregations. */
  @Test
  void texts_name_only_labels_of_the_result() {
    for (Map<String, Object> alert : alerts) {
      String expr = expr(alert);
      List<Set<String>> kept = new ArrayList<>();
      Matcher by = KEPT.matcher(expr);
      while (by.find()) {
        kept.add(new HashSet<>(List.of(by.group(1).split(", "))));
      }
      Matcher set = SET.matcher(expr);
      while (set.find()) {
        kept.forEach(labels -> labels.add(set.group(1)));
      }
      for (String label : referred(alert)) {
        assertThat(kept)
            .as("%s refers to %s", alert.get("alert"), label)
            .allMatch(labels -> labels.contains(label));
      }
    }
  }

  /** The scrape comes every 15 s, and some are lost. */
  @Test
  void windows_hold_at_least_four_scrapes() {
    for (Map<String, Object> rule : all()) {
      Matcher window = WINDOW.matcher(expr(rule));
      while (window.find()) {
        int unit = Map.of("s", 1, "m", 60, "h", 3600, "d", 86400).get(window.group(2));
        assertThat(Integer.parseInt(window.group(1)) * unit)
            .as(expr(rule))
            .isGreaterThanOrEqualTo(60);
      }
    }
  }

  /** Two vectors meet on the same labels, or nothing comes out. */
  @Test
  void both_sides_of_a_division_share_labels() {
    for (Map<String, Object> rule : all()) {
      String expr = expr(rule);
      // Of recordings and of what one branch alone has, promtool's cases are the test.
      if (!expr.contains(" / ")
          || expr.matches("(redis|process)_.*")
          || expr.contains("label_replace(")) {
        continue;
      }
      Set<String> kept = new HashSet<>();
      Matcher by = KEPT.matcher(expr);
      while (by.find()) {
        kept.add(by.group(1));
      }
      assertThat(kept).as(expr).hasSize(1);
    }
  }

  @Test
  void recordings_are_named_by_what_they_keep() {
    assertThat(recordings)
        .extracting(rule -> (String) rule.get("record"))
        .allMatch(name -> name.matches("job(_[a-z]+)*:[a-z0-9_]+:(rate\\d+[mhd]|sum|min|max)"));
    assertThat(all()).extracting(RuleLintTest::expr).noneMatch(expr -> expr.contains("rate(sum"));
  }

  @Test
  void recordings_keep_only_labels_in_their_names() {
    for (Map<String, Object> rule : recordings) {
      String name = (String) rule.get("record");
      assertThat(expr(rule).contains("instance"))
          .as(name)
          .isEqualTo(name.startsWith("job_instance"));
      assertThat(expr(rule).contains("customer_id")).isEqualTo(name.startsWith("job_customer:"));
    }
  }

  private List<Map<String, Object>> all() {
    List<Map<String, Object>> all = new ArrayList<>(alerts);
    all.addAll(recordings);
    return all;
  }

  private static Set<String> referred(Map<String, Object> alert) {
    Set<String> labels = new HashSet<>();
    Matcher label = REFERRED.matcher(map(alert, "annotations").toString());
    while (label.find()) {
      labels.add(label.group(1));
    }
    return labels;
  }

  static String expr(Map<String, Object> rule) {
    return (String) rule.get("expr");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Map<String, Object> rule, String key) {
    return (Map<String, Object>) rule.get(key);
  }

  private static List<Map<String, Object>> recordings() {
    List<Map<String, Object>> all = new ArrayList<>(rules("alerts.yml", "record"));
    all.addAll(rules("recording.yml", "record"));
    return all;
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> rules(String file, String kind) {
    try {
      Map<String, List<Map<String, Object>>> document =
          new Yaml()
              .load(Files.readString(MonitoringFilesTest.MONITORING.resolve("prometheus/" + file)));
      return document.get("groups").stream()
          .flatMap(group -> ((List<Map<String, Object>>) group.get("rules")).stream())
          .filter(rule -> rule.containsKey(kind))
          .toList();
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }
}
