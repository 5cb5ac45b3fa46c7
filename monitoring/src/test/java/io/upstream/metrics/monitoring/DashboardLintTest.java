package io.upstream.metrics.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.upstream.metrics.catalog.Catalogue;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.ProcessFamilies;
import io.upstream.metrics.catalog.SelfFamilies;
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

/** What Grafana's own linter asks of a dashboard, asked of the committed files. */
class DashboardLintTest {

  private static final Pattern SELECTOR = Pattern.compile("([a-z_][a-z0-9_:]*)\\{([^}]*)\\}");

  private final List<JsonNode> dashboards = read();

  @Test
  void each_has_an_address_of_its_own_and_is_not_edited_in_place() {
    assertThat(dashboards).hasSize(8);
    assertThat(dashboards)
        .extracting(each -> each.get("uid").asText())
        .doesNotHaveDuplicates()
        .allMatch(uid -> uid.matches("[a-z-]{1,40}"));
    assertThat(dashboards).allMatch(each -> !each.get("editable").asBoolean());
    assertThat(dashboards).allMatch(each -> !each.get("title").asText().isBlank());
  }

  @Test
  void variables_for_data_source_job_and_instance_are_reloaded_when_the_time_changes() {
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
        assertThat(variable.get("allValue").asText()).isEqualTo(".+");
        assertThat(variable.get("multi").asBoolean()).isTrue();
        assertThat(variable.get("refresh").asInt()).isEqualTo(2);
      }
    }
  }

  @Test
  void the_business_dashboard_can_be_limited_to_customers_and_products() {
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
  void every_panel_says_what_it_shows_in_which_unit_and_from_the_chosen_source() {
    for (JsonNode dashboard : dashboards) {
      Set<Integer> ids = new HashSet<>();
      for (JsonNode panel : dashboard.get("panels")) {
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

  @Test
  void every_series_is_limited_to_the_chosen_jobs_and_instances() {
    for (String expr : all()) {
      Matcher selector = SELECTOR.matcher(expr);
      int selectors = 0;
      while (selector.find()) {
        selectors++;
        assertThat(selector.group(2)).as(expr).contains("job=~\"$job\"", "instance=~\"$instance\"");
      }
      assertThat(selectors).as(expr).isPositive();
    }
  }

  @Test
  void windows_are_Grafanas() {
    for (String expr : all()) {
      Matcher window = Pattern.compile("\\[([^]]+)]").matcher(expr.replaceAll("\"[^\"]*\"", ""));
      while (window.find()) {
        assertThat(window.group(1)).as(expr).isEqualTo("$__rate_interval");
      }
    }
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
    for (JsonNode panel : dashboard.get("panels")) {
      panel.get("targets").forEach(target -> exprs.add(target.get("expr").asText()));
    }
    return exprs;
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
