package io.upstream.metrics.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.upstream.metrics.catalog.Catalogue;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.ProcessFamilies;
import io.upstream.metrics.catalog.SelfFamilies;
import io.upstream.metrics.monitoring.query.JobQueries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks the committed dashboards by the rules of Grafana's linter. */
class DashboardLintTest {

  private static final Pattern SELECTOR = Pattern.compile("([A-Za-z_][a-z0-9_:A-Z]*)\\{([^}]*)\\}");

  private final List<JsonNode> dashboards = read();

  @Test
  void each_dashboard_has_a_uid_and_is_locked() {
    assertThat(dashboards).hasSize(10);
    assertThat(dashboards)
        .extracting(each -> each.get("uid").asText())
        .doesNotHaveDuplicates()
        .allMatch(uid -> uid.matches("[a-z-]{1,40}"));
    assertThat(dashboards).allMatch(each -> !each.get("editable").asBoolean());
    assertThat(dashboards).allMatch(each -> !each.get("title").asText().isBlank());
  }

  @Test
  void variables_reload_when_the_time_changes() {
    for (JsonNode dashboard : dashboards) {
      JsonNode source = variable(dashboard, "datasource");
      assertThat(source.get("type").asText()).isEqualTo("datasource");
      assertThat(source.get("query").asText()).isEqualTo("prometheus");
      assertThat(source.get("label").asText()).isEqualTo("Data source");
      for (String name : List.of("job", "instance")) {
        JsonNode variable = variable(dashboard, name);
        assertThat(variable.get("type").asText()).isEqualTo("query");
        assertThat(variable.get("label").asText()).isEqualToIgnoringCase(name);
        assertThat(variable.get("datasource").get("uid").asText()).isEqualTo("${datasource}");
        assertThat(variable.get("multi").asBoolean()).isTrue();
        assertThat(variable.get("refresh").asInt()).isEqualTo(2);
      }
    }
  }

  @Test
  void the_business_dashboard_filters_customers_and_products() {
    JsonNode business =
        dashboards.stream()
            .filter(each -> each.get("uid").asText().equals("upstream-business"))
            .findFirst()
            .orElseThrow();
    assertThat(variable(business, "customer")).isNotNull();
    assertThat(variable(business, "product")).isNotNull();
    for (String expr : exprs(business)) {
      Matcher selector = SELECTOR.matcher(expr);
      while (selector.find()) {
        if (selector.group(1).contains("drift_event")) {
          assertThat(selector.group(2))
              .contains("customer_id=~\"$customer\"", "product=~\"$product\"");
        }
      }
    }
  }

  @Test
  void every_panel_has_description_unit_and_data_source() {
    for (JsonNode dashboard : dashboards) {
      Set<Integer> ids = new HashSet<>();
      for (JsonNode panel : pictures(dashboard)) {
        String title = panel.get("title").asText();
        assertThat(title).isNotBlank();
        assertThat(panel.get("description").asText()).as(title).isNotBlank();
        assertThat(panel.get("fieldConfig").get("defaults").get("unit").asText())
            .as(title)
            .isNotBlank();
        assertThat(panel.get("datasource").get("uid").asText()).isEqualTo("${datasource}");
        assertThat(panel.get("targets")).as(title).isNotEmpty();
        assertThat(ids.add(panel.get("id").asInt())).as(title).isTrue();
      }
    }
  }

  /** All is what the variable lists, so an exporter's memory is not shown among the services'. */
  @Test
  void the_job_variable_lists_java_and_python_services() {
    for (JsonNode dashboard : dashboards) {
      JsonNode variable = variable(dashboard, "job");
      assertThat(variable.has("allValue")).isFalse();
      String query = variable.get("query").get("query").asText();
      assertThat(query).isNotEqualTo("label_values(up, job)");
      if (dashboard.get("uid").asText().matches("upstream-(api|overview|jobs|business|database)")) {
        assertThat(query)
            .contains("upstream_metrics_build_info")
            .contains("django_http_requests_before_middlewares_total");
      }
    }
  }

  @Test
  void every_series_filters_by_job_and_instance() {
    for (String expr : all()) {
      Matcher selector = SELECTOR.matcher(expr);
      int selectors = 0;
      while (selector.find()) {
        selectors++;
        String name = selector.group(1);
        assertThat(selector.group(2)).as(expr).contains("job=~\"$job\"");
        if (!name.equals("ALERTS") && !name.startsWith("job:")) {
          assertThat(selector.group(2)).as(expr).contains("instance=~\"$instance\"");
        }
      }
      // What a process pushed that is gone is under a job of its own.
      assertThat(selectors > 0 || expr.contains(JobQueries.LAST_SUCCESS)).as(expr).isTrue();
    }
  }

  /** A longer window is the question's own: rare events need it however closely one looks. */
  @Test
  void windows_are_grafanas_interval_or_longer() {
    for (String expr : all()) {
      Matcher window = Pattern.compile("\\[([^]]+)]").matcher(expr.replaceAll("\"[^\"]*\"", ""));
      while (window.find()) {
        assertThat(window.group(1)).as(expr).matches("\\$__rate_interval|\\$__range|15m|1h|1d|24h");
      }
    }
  }

  /** With a step of an hour a view of half an hour is one dot. */
  @Test
  void no_panel_has_a_step_of_its_own() {
    for (JsonNode dashboard : dashboards) {
      assertThat(pictures(dashboard)).noneMatch(panel -> panel.has("interval"));
    }
  }

  @Test
  void ratios_reach_from_zero_to_one_with_thresholds() {
    for (JsonNode dashboard : dashboards) {
      for (JsonNode panel : pictures(dashboard)) {
        JsonNode defaults = panel.get("fieldConfig").get("defaults");
        if (defaults.get("unit").asText().equals("percentunit")) {
          assertThat(defaults.get("min").asInt()).isZero();
          assertThat(defaults.get("max").asInt()).isEqualTo(1);
        }
        assertThat(defaults.get("thresholds").get("steps"))
            .as(panel.get("title").asText())
            .isNotEmpty();
      }
    }
  }

  @Test
  void the_api_overview_begins_with_health() {
    JsonNode api =
        dashboards.stream()
            .filter(each -> each.get("uid").asText().equals("upstream-api"))
            .findFirst()
            .orElseThrow();
    assertThat(pictures(api).subList(0, 5))
        .extracting(panel -> panel.get("title").asText())
        .containsExactly("Instances up", "Error share", "p95", "Burn rate", "Firing alerts");
    assertThat(pictures(api).subList(0, 5))
        .allMatch(panel -> panel.get("gridPos").get("y").asInt() == 1);
    assertThat(api.get("annotations").get("list").get(0).get("expr").asText())
        .contains("process_start_time_seconds");
  }

  @Test
  void counters_are_rated_and_brought_together() {
    Set<String> counters = new HashSet<>();
    Stream.of(Catalogue.TECHNICAL, Catalogue.BUSINESS, SelfFamilies.ALL, ProcessFamilies.ALL)
        .flatMap(List::stream)
        .forEach(
            family -> {
              if (family instanceof CounterFamily<?>) {
                counters.add(family.name());
              } else if (family instanceof HistogramFamily<?>) {
                counters.addAll(
                    List.of(
                        family.name() + "_bucket",
                        family.name() + "_sum",
                        family.name() + "_count"));
              }
            });
    for (String expr : all()) {
      Matcher selector = SELECTOR.matcher(expr);
      while (selector.find()) {
        if (counters.contains(selector.group(1))) {
          assertThat(expr.substring(0, selector.start()))
              .as(expr)
              .matches(".*(sum|max)( by \\([a-z_, ]+\\) )?\\((rate|increase)\\($");
        }
      }
    }
  }

  private List<String> all() {
    return dashboards.stream().flatMap(each -> exprs(each).stream()).toList();
  }

  static List<String> exprs(JsonNode dashboard) {
    List<String> exprs = new ArrayList<>();
    for (JsonNode panel : pictures(dashboard)) {
      panel.get("targets").forEach(target -> exprs.add(target.get("expr").asText()));
    }
    return exprs;
  }

  /** The panels without the headings between them. */
  static List<JsonNode> pictures(JsonNode dashboard) {
    List<JsonNode> panels = new ArrayList<>();
    for (JsonNode panel : dashboard.get("panels")) {
      if (!panel.get("type").asText().equals("row")) {
        panels.add(panel);
      }
    }
    return panels;
  }

  private static JsonNode variable(JsonNode dashboard, String name) {
    for (JsonNode variable : dashboard.get("templating").get("list")) {
      if (variable.get("name").asText().equals(name)) {
        return variable;
      }
    }
    throw new AssertionError(dashboard.get("uid") + " has no variable " + name);
  }

  static List<JsonNode> read() {
    try (Stream<Path> files =
        Files.list(MonitoringFilesTest.MONITORING.resolve("grafana/dashboards"))) {
      List<JsonNode> all = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        all.add(new ObjectMapper().readTree(file.toFile()));
      }
      return all;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
