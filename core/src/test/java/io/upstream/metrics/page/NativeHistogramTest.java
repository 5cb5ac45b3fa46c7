package io.upstream.metrics.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.DurationFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.NativeResolution;
import io.upstream.metrics.catalog.NoLabels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

/** Exponential buckets beside the classic ones, or alone. */
class NativeHistogramTest {

  private static final HistogramFamily<NoLabels> ALONE =
      HistogramFamily.named("native_alone").help("A.").nativeResolution(5).noLabels();
  private static final HistogramFamily<NoLabels> BOTH =
      HistogramFamily.named("native_both")
          .help("B.")
          .buckets(-1, 0, 1)
          .nativeResolution(3, 20)
          .noLabels();
  private static final DurationFamily<NoLabels> TIMES =
      DurationFamily.ofSeconds("native_times_seconds").help("T.").buckets(1, 2).noLabels();

  private static UpstreamRecorder recorder() {
    return UpstreamRecorder.builder().jvm(false).families(ALONE, BOTH, TIMES).build();
  }

  private static Histogram theirs(HistogramFamily<?> family) {
    NativeResolution resolution = family.nativeResolution();
    Histogram.Builder builder = Histogram.builder().name(family.name()).help(family.help());
    if (family.bounds().length == 0) {
      builder.nativeOnly();
    } else {
      builder.classicUpperBounds(family.bounds());
    }
    return builder
        .nativeInitialSchema(resolution.schema())
        .nativeMaxNumberOfBuckets(resolution.maxBuckets())
        .build();
  }

  private static byte[] page(UpstreamRecorder recorder, PageFormat format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    recorder.writePage(format, Set.of("native_alone", "native_both", "native_times_seconds"), out);
    return out.toByteArray();
  }

  private static byte[] write(ExpositionFormatWriter writer, HistogramSnapshot... snapshots)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.write(out, MetricSnapshots.of(snapshots));
    return out.toByteArray();
  }

  private static List<String> protobuf(byte[] page, String family) {
    return ProtobufPage.lines(ProtobufPage.families(page).get(family));
  }

  /** Records the same with them, and compares page and registry. */
  private static void compare(HistogramFamily<NoLabels> family, DoubleSupplier values, int count)
      throws IOException {
    Histogram theirs = theirs(family);
    try (UpstreamRecorder recorder = recorder()) {
      for (int i = 0; i < count; i++) {
        double value = values.getAsDouble();
        recorder.histogram(family).observe(NoLabels.NONE, value);
        theirs.observe(value);
      }
      byte[] expected =
          write(ExpositionFormats.init().getPrometheusProtobufWriter(), theirs.collect());
      assertThat(protobuf(page(recorder, PageFormat.PROTOBUF), family.name()))
          .isEqualTo(protobuf(expected, family.name()));

      MetricSnapshots ours = recorder.registry().scrape(family.name()::equals);
      byte[] bridged =
          write(
              ExpositionFormats.init().getPrometheusProtobufWriter(),
              (HistogramSnapshot) ours.get(0));
      assertThat(protobuf(bridged, family.name())).isEqualTo(protobuf(expected, family.name()));
    }
  }

  @Test
  void client_java_writes_the_same_protobuf() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    compare(ALONE, () -> 0.25, 1);
    compare(ALONE, () -> 0.25, 100);
    compare(ALONE, () -> random.nextInt(50), 1_000);
    compare(ALONE, () -> Math.exp(0.3 * random.nextGaussian()), 1_000);
    compare(BOTH, () -> 0.1 * random.nextInt(-5, 5), 1_000);
    // Merging is compared above 1: below, their releases up to 1.7 put counts one off.
    compare(ALONE, () -> 1 + Math.exp(3 * random.nextGaussian()), 10_000);
    compare(ALONE, () -> 1 + Math.exp(20 * random.nextGaussian()), 1_000);
    compare(BOTH, () -> Math.copySign(1 + random.nextDouble() * 9, random.nextGaussian()), 10_000);
  }

  @Test
  void text_has_classic_buckets_only() throws IOException {
    try (UpstreamRecorder recorder = recorder()) {
      Histogram alone = theirs(ALONE);
      for (double value : new double[] {0.5, 3, 0}) {
        recorder.histogram(ALONE).observe(NoLabels.NONE, value);
        alone.observe(value);
      }
      String text = new String(page(recorder, PageFormat.TEXT), UTF_8);
      assertThat(text)
          .contains(
              "native_alone_bucket{le=\"+Inf\"} 3\nnative_alone_count 3\nnative_alone_sum 3.5\n");
      for (PageFormat format : List.of(PageFormat.TEXT, PageFormat.OPENMETRICS)) {
        ExpositionFormats formats = ExpositionFormats.init();
        ExpositionFormatWriter writer =
            format == PageFormat.TEXT
                ? formats.getPrometheusTextFormatWriter()
                : formats.getOpenMetricsTextFormatWriter();
        List<String> ours =
            new String(page(recorder, format), UTF_8)
                .lines()
                .filter(line -> line.contains("native_alone"))
                .toList();
        assertThat(ours)
            .containsExactlyInAnyOrderElementsOf(
                new String(write(writer, alone.collect()), UTF_8)
                    .lines()
                    .filter(line -> line.contains("native_alone"))
                    .toList());
      }
    }
  }

  @Test
  void one_setting_adds_them_to_all_durations() throws IOException {
    try (UpstreamRecorder recorder = recorder()) {
      recorder.histogram(TIMES).observe(NoLabels.NONE, 1.5);
      assertThat(protobuf(page(recorder, PageFormat.PROTOBUF), TIMES.name()).toString())
          .doesNotContain("schema");
    }
    try (UpstreamRecorder recorder =
        UpstreamRecorder.builder()
            .jvm(false)
            .families(TIMES)
            .setting("METRICS_NATIVE_HISTOGRAMS", "true")
            .build()) {
      recorder.histogram(TIMES).observe(NoLabels.NONE, 1.5);
      assertThat(protobuf(page(recorder, PageFormat.PROTOBUF), TIMES.name()).toString())
          .contains("<=1.0 0.0 <=2.0 1.0 <=Infinity 1.0 schema 3");
      recorder.timeAlertProcessing(io.upstream.metrics.label.Product.DRIFT_WATCH).close();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      recorder.writePage(PageFormat.PROTOBUF, Set.of("upstream_alert_processing_seconds"), out);
      assertThat(protobuf(out.toByteArray(), "upstream_alert_processing_seconds").toString())
          .contains("<=60.0", "schema 3");
    }
    try (UpstreamRecorder recorder =
        UpstreamRecorder.builder().jvm(false).families(TIMES).nativeHistograms(true).build()) {
      recorder.histogram(TIMES).observe(NoLabels.NONE, 1.5);
      assertThat(protobuf(page(recorder, PageFormat.PROTOBUF), TIMES.name()).toString())
          .contains("schema 3");
    }
  }

  @Test
  void old_prometheus_gets_the_classic_buckets_as_counters() throws IOException {
    try (UpstreamRecorder recorder = recorder()) {
      recorder.histogram(BOTH).observe(NoLabels.NONE, 0.5);
      recorder.histogram(BOTH).observe(NoLabels.NONE, 2);
      for (String agent :
          List.of("Prometheus/2.42.0+ds", "Prometheus/2.45.0", "Prometheus/3.5.0")) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Scraper scraper = new Scraper("127.0.0.1", 1, agent, "10");
        recorder.writePage(PageFormat.PROTOBUF, null, Set.of(BOTH.name()), scraper, out);
        Map<String, ProtobufPage.Message> families = ProtobufPage.families(out.toByteArray());
        if (agent.startsWith("Prometheus/2.42")) {
          assertThat(families.keySet())
              .containsExactlyInAnyOrder(
                  "native_both", "native_both_bucket", "native_both_count", "native_both_sum");
          assertThat(ProtobufPage.lines(families.get("native_both")).toString())
              .contains("schema 3")
              .doesNotContain("<=");
        } else {
          assertThat(families.keySet()).containsExactly("native_both");
          assertThat(ProtobufPage.lines(families.get("native_both")).toString())
              .contains("schema 3", "<=1.0");
        }
      }
    }
  }

  @Test
  void a_declaration_says_what_is_wrong() {
    assertThatThrownBy(() -> HistogramFamily.named("wrong").nativeResolution(9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("wrong: native resolution: expected a schema from -4 to 8, got 9");
    assertThatThrownBy(() -> HistogramFamily.named("wrong").nativeResolution(3, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("wrong: native resolution: expected from 10 to 1000 buckets, got 5");
    assertThatThrownBy(() -> HistogramFamily.named("wrong").help("W.").noLabels())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one, got [], or nativeResolution(..)");
    assertThat(HistogramFamily.named("native_alone").help("A.").nativeResolution(4).noLabels())
        .isNotEqualTo(ALONE);
    assertThat(HistogramFamily.named("native_alone").help("A.").nativeResolution(5).noLabels())
        .isEqualTo(ALONE);
  }
}
