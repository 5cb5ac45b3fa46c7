package io.upstream.metrics.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

class GeneratedFilesTest {

  private static final Map<String, String> TEXTS = GeneratedFiles.of(new ShopCatalogue()).texts();

  @TempDir private Path directory;

  @Test
  void files_that_were_written_are_up_to_date() throws IOException {
    GeneratedFiles files = GeneratedFiles.of(new ShopCatalogue());
    files.write(directory);
    assertThat(files.outdated(directory)).isEmpty();
    Files.writeString(directory.resolve("rules.yml"), "changed");
    Files.delete(directory.resolve("reference.md"));
    assertThat(files.outdated(directory))
        .containsExactly("reference.md is missing", "rules.yml is not what the declarations say");
  }

  @Test
  void each_family_has_a_panel_in_its_row() throws IOException {
    JsonNode panels = new ObjectMapper().readTree(TEXTS.get("dashboards/shop.json")).path("panels");
    assertThat(panels)
        .extracting(panel -> panel.path("title").asText())
        .containsExactly(
            "Shop",
            "Shop orders",
            "Shop packing seconds",
            "Shop packing seconds, distribution",
            "Shop basket euros",
            "Shop stock euros",
            "Shop open carts");
    assertThat(panels.get(0).path("type").asText()).isEqualTo("row");
    assertThat(panels.get(1).path("targets").get(0).path("expr").asText())
        .isEqualTo(
            "sum by (outcome) (rate(shop_orders_total{job=~\"$job\", instance=~\"$instance\","
                + " customer_id=~\"$customer\"}[$__rate_interval]))");
    assertThat(panels.get(2).path("targets"))
        .extracting(target -> target.path("legendFormat").asText())
        .containsExactly("p50", "p95", "p99");
    assertThat(panels.get(3).path("type").asText()).isEqualTo("heatmap");
    assertThat(panels.get(4).path("targets").get(1).path("expr").asText())
        .isEqualTo(
            "histogram_quantile(0.95, sum(rate(shop_basket_euros{job=~\"$job\","
                + " instance=~\"$instance\"}[$__rate_interval])))");
  }

  @Test
  void every_variable_of_a_panel_is_defined() throws IOException {
    JsonNode dashboard = new ObjectMapper().readTree(TEXTS.get("dashboards/shop.json"));
    assertThat(dashboard.path("templating").path("list"))
        .extracting(variable -> variable.path("name").asText())
        .containsExactly("datasource", "job", "instance", "customer");
  }

  @Test
  void recordings_leave_out_instances_and_customers() {
    assertThat(TEXTS.get("rules.yml"))
        .contains("record: job:shop_orders:rate5m")
        .contains("sum by (job, outcome) (rate(shop_orders_total[5m]))")
        .contains("record: job:shop_packing_seconds_bucket:rate5m")
        .contains("record: job:shop_basket_euros:rate5m")
        .contains("record: job:shop_stock_euros:max")
        .contains("record: job:shop_open_carts:sum")
        .doesNotContain("customer_id");
  }

  @Test
  void an_slo_has_recordings_and_four_window_alerts() {
    assertThat(TEXTS.get("rules.yml"))
        .contains("job:slo_checkout_availability_error_ratio:rate5m")
        .contains("job:slo_checkout_availability_error_ratio:rate30m")
        .contains("job:slo_checkout_availability_error_ratio:rate1h")
        .contains("job:slo_checkout_availability_error_ratio:rate6h")
        .contains("alert: CheckoutAvailabilityBurnsFast")
        .contains("alert: PackingTimeBurnsSlowly");
  }

  @Test
  void Kubernetes_gets_the_same_rules_and_the_dashboard() {
    Map<String, Object> rule = new Yaml().load(TEXTS.get("kubernetes/prometheus-rule.yml"));
    Map<String, Object> rules = new Yaml().load(TEXTS.get("rules.yml"));
    assertThat(rule).containsEntry("kind", "PrometheusRule").containsEntry("spec", rules);
    List<Object> maps = new ArrayList<>();
    new Yaml().loadAll(TEXTS.get("kubernetes/dashboards.yml")).forEach(maps::add);
    assertThat(maps)
        .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
        .extracting(map -> map.get("kind"), map -> map.get("data"))
        .containsExactly(
            tuple("ConfigMap", Map.of("shop.json", TEXTS.get("dashboards/shop.json"))),
            tuple("ConfigMap", Map.of("warehouse.json", TEXTS.get("dashboards/warehouse.json"))));
  }

  @Test
  void the_weaver_registry_has_every_family_and_label() {
    Map<String, List<Map<String, Object>>> registry =
        new Yaml().load(TEXTS.get("weaver/registry.yaml"));
    assertThat(registry.get("metrics"))
        .extracting(metric -> metric.get("name"))
        .containsExactly(
            "shop.shop_orders",
            "shop.shop_packing_seconds",
            "shop.shop_basket_euros",
            "shop.shop_stock_euros",
            "shop.shop_open_carts");
    assertThat(registry.get("attributes"))
        .extracting(attribute -> attribute.get("key"))
        .containsExactly("shop.customer_id", "shop.outcome", "shop.region");
    assertThat(TEXTS.get("weaver/registry.yaml"))
        .startsWith("#")
        .contains("file_format: definition/2")
        .contains("budget: 10")
        .contains("native_schema: 3")
        .contains("privacy: screened");
  }

  @Test
  void the_reference_lists_families_labels_and_alerts() {
    assertThat(TEXTS.get("reference.md"))
        .contains("| `shop_orders_total` | counter | `outcome`, `customer_id` | Orders placed. |")
        .contains("| `region` | `Region` | open, up to 10 named |")
        .contains("| `NoOrders` |")
        .contains("**How many orders are paid?** (Orders)");
  }

  @Test
  void a_name_that_files_cannot_have_is_refused() {
    MetricsCatalogue nameless =
        new MetricsCatalogue() {
          @Override
          public String name() {
            return "The Shop";
          }

          @Override
          public List<FamilyGroup> groups() {
            return List.of();
          }
        };
    assertThatThrownBy(() -> GeneratedFiles.of(nameless))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The Shop");
  }

  @Test
  @Tag("full")
  void promtool_accepts_the_rules_and_their_tests_pass() throws Exception {
    boolean there = Files.isExecutable(Path.of("/usr/bin/promtool"));
    if (!there && Boolean.getBoolean("upstream.full")) {
      throw new AssertionError("promtool is not installed");
    }
    assumeTrue(there, "promtool is not installed");
    GeneratedFiles.of(new ShopCatalogue()).write(directory);
    Process process =
        new ProcessBuilder("/usr/bin/promtool", "test", "rules", "rules_test.yml")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("SUCCESS");
  }
}
