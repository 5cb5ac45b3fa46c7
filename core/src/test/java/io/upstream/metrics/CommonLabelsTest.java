package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.catalog.UpDownFamily;
import io.upstream.metrics.guard.CommonLabels;
import io.upstream.metrics.label.Budget;
import io.upstream.metrics.label.ClosedLabel;
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.page.PageFormat;
import io.upstream.metrics.page.ScrapedPage;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommonLabelsTest {

  private static final Pattern SAMPLE = Pattern.compile("[a-z].*");

  enum Size implements ClosedLabel {
    SMALL,
    LARGE
  }

  @Budget(10)
  record Region(@Nullable String value) implements OpenLabel {}

  @Budget(10)
  record Aisle(@Nullable String value) implements OpenLabel {}

  // Common labels come before, between and after labels of each kind.
  record Labels(Aisle aisle, Size size, Region region, Size zone) {}

  record ClosedLabels(Size size) {}

  private static final CounterFamily<Labels> ORDERS =
      CounterFamily.named("shop_orders_total").help("Orders placed.").labels(Labels.class);
  private static final CounterFamily<ClosedLabels> BOXES =
      CounterFamily.named("shop_boxes_total").help("Boxes packed.").labels(ClosedLabels.class);
  private static final GaugeFamily<NoLabels> STOCK =
      GaugeFamily.named("shop_stock_euros").help("Value of the stock.").noLabels();
  private static final UpDownFamily<NoLabels> CARTS =
      UpDownFamily.named("shop_open_carts").help("Carts that are open.").noLabels();
  private static final HistogramFamily<ClosedLabels> PACKING =
      HistogramFamily.named("shop_packing_seconds")
          .buckets(1, 10)
          .help("Time to pack an order.")
          .labels(ClosedLabels.class);
  private static final HistogramFamily<NoLabels> PICKING =
      HistogramFamily.named("shop_picking_seconds")
          .buckets(1, 10)
          .help("Time to pick an order.")
          .noLabels();

  private static RecorderBuilder builder() {
    return UpstreamRecorder.builder()
        .settings(Settings.of(Map.of(), Map.of()))
        .catalogue(BuiltInCatalogue.NONE)
        .families(ORDERS, BOXES, STOCK, CARTS, PACKING, PICKING);
  }

  private static UpstreamRecorder shop() {
    UpstreamRecorder recorder =
        builder()
            .commonLabel("service", "shop \"north\"")
            .commonLabel("env", "prod")
            .commonLabel("a", "first")
            .commonLabel("zz", "last")
            .build();
    recorder
        .counter(ORDERS)
        .inc(new Labels(new Aisle("7"), Size.LARGE, new Region("north"), Size.SMALL));
    recorder.histogram(PACKING).observe(new ClosedLabels(Size.SMALL), 3);
    return recorder;
  }

  @ParameterizedTest
  @EnumSource(
      value = PageFormat.class,
      names = {"TEXT", "OPENMETRICS"})
  void every_line_has_the_common_labels(PageFormat format) {
    try (UpstreamRecorder recorder = shop()) {
      assertThat(ScrapedPage.of(recorder, format, Set.of()).lines())
          .filteredOn(line -> SAMPLE.matcher(line).matches())
          .hasSizeGreaterThan(50)
          .allMatch(
              line ->
                  line.contains("a=\"first\",")
                      && line.contains("env=\"prod\"")
                      && line.contains("service=\"shop \\\"north\\\"\"")
                      && line.contains("zz=\"last\""))
          .contains(
              "shop_orders_total{a=\"first\",aisle=\"7\",env=\"prod\",region=\"north\","
                  + "service=\"shop \\\"north\\\"\",size=\"large\",zone=\"small\",zz=\"last\"} 1.0");
    }
  }

  @Test
  void client_java_writes_the_same_lines() {
    try (UpstreamRecorder recorder = shop()) {
      String theirs = ScrapedPage.byClientJava(recorder, PageFormat.TEXT);
      Set<String> ours =
          ScrapedPage.text(recorder)
              .lines()
              .filter(line -> line.startsWith("shop_"))
              .collect(Collectors.toSet());
      assertThat(theirs.lines().filter(line -> line.startsWith("shop_")))
          .containsExactlyInAnyOrderElementsOf(ours);
      assertThat(theirs.lines())
          .filteredOn(line -> line.startsWith("jvm_"))
          .isNotEmpty()
          .allMatch(line -> line.contains("env=\"prod\""));
    }
  }

  @Test
  void protobuf_has_the_common_labels() {
    try (UpstreamRecorder recorder = shop()) {
      assertThat(ScrapedPage.of(recorder, PageFormat.PROTOBUF, Set.of()))
          .contains("shop \"north\"");
    }
  }

  @Test
  void settings_add_labels_and_the_builder_wins() {
    Map<String, String> environment = Map.of("METRICS_COMMON_LABELS", " service=claims , env=test");
    try (UpstreamRecorder recorder =
        builder()
            .settings(Settings.of(Map.of(), environment))
            .commonLabel("env", "prod")
            .jvm(false)
            .build()) {
      assertThat(ScrapedPage.text(recorder))
          .contains("shop_stock_euros{env=\"prod\",service=\"claims\"} 0.0");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"env", "env=a,env=b", "=prod", "env=a,b"})
  void malformed_settings_stop_the_start(String setting) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().setting("METRICS_COMMON_LABELS", setting).build())
        .withMessageContaining("METRICS_COMMON_LABELS: expected each label once");
  }

  @ParameterizedTest
  @CsvSource({
    "job, x, expected a letter",
    "le, x, expected a letter",
    "__env, x, expected a letter",
    "my-env, x, expected a letter",
    "env, '', expected a value of 1 to 128 bytes",
    "env, _OTHER, expected a value of 1 to 128 bytes",
    "size, x, shop_",
    "area, x, a family of the JVM has a label of that name",
  })
  void a_label_that_cannot_be_is_refused(String name, String value, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().commonLabel(name, value).build())
        .withMessageContaining("common label " + name)
        .withMessageContaining(message);
  }

  @Test
  void a_value_is_not_repeated_by_a_message() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().commonLabel("env", "jane\u0007doe").build())
        .withMessageContaining("8 characters")
        .withMessageNotContaining("jane");
  }

  @Test
  void a_later_family_with_that_label_is_refused() {
    CounterFamily<ClosedLabels> later =
        CounterFamily.named("shop_returns_total").help("Returns.").labels(ClosedLabels.class);
    try (UpstreamRecorder recorder =
        UpstreamRecorder.builder()
            .settings(Settings.of(Map.of(), Map.of()))
            .catalogue(BuiltInCatalogue.NONE)
            .commonLabel("size", "one")
            .build()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> recorder.counter(later))
          .withMessageContaining("shop_returns_total has a label of that name");
    }
  }

  @Test
  void what_looks_like_personal_data_is_warned_of() {
    try (LogLines logged = LogLines.of(CommonLabels.class);
        UpstreamRecorder recorder =
            builder().commonLabel("owner", "jane.doe@example.org").build()) {
      assertThat(recorder.isEnabled()).isTrue();
      assertThat(logged.lines())
          .singleElement()
          .asString()
          .contains("owner")
          .doesNotContain("jane");
    }
  }

  @Test
  void JVM_families_name_their_labels() {
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().build()) {
      Set<String> used =
          Pattern.compile("([a-z]+)=\"")
              .matcher(
                  ScrapedPage.text(recorder)
                      .lines()
                      .filter(line -> line.startsWith("jvm_"))
                      .collect(Collectors.joining("\n")))
              .results()
              .map(match -> match.group(1))
              .collect(Collectors.toSet());
      assertThat(used).isSubsetOf("area", "gc", "pool", "runtime", "state", "vendor", "version");
    }
  }
}
