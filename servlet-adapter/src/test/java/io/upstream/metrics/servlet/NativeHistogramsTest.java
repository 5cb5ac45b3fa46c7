package io.upstream.metrics.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.testing.Await;
import io.upstream.metrics.testing.PrometheusServer;
import jakarta.servlet.ServletContext;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's Prometheus stores the exponential buckets and answers with them. */
@Tag("full")
class NativeHistogramsTest {

  private static final int VALUES = 50_000;
  private static final int SCHEMA = 3;
  private static final double GROWTH = Math.pow(2, Math.pow(2, -SCHEMA));
  private static final HistogramFamily<NoLabels> LOG_NORMAL = family("native_log_normal");
  private static final HistogramFamily<NoLabels> BIMODAL = family("native_bimodal");
  private static final HistogramFamily<NoLabels> CONSTANT = family("native_constant");

  @TempDir private Path folder;
  private final SplittableRandom random = new SplittableRandom(42);
  private final UpstreamRecorder recorder =
      UpstreamRecorder.builder()
          .families(LOG_NORMAL, BIMODAL, CONSTANT)
          .setting("METRICS_ZERO_FIRST_SECONDS", "0")
          .setting("METRICS_NATIVE_HISTOGRAMS", "true")
          .build();
  private Container container;
  private PrometheusServer prometheus;

  private static HistogramFamily<NoLabels> family(String name) {
    return HistogramFamily.named(name).help("N.").nativeResolution(SCHEMA).noLabels();
  }

  @BeforeEach
  void start() throws Exception {
    container = TomcatContainer.MAKER.start(this::mount);
    prometheus =
        PrometheusServer.start(
            folder,
            PrometheusServer.configScraping(folder, container.port()),
            "--enable-feature=native-histograms,exemplar-storage");
    prometheus.awaitScrape(container.port());
  }

  private void mount(ServletContext context) {
    context
        .addServlet("metrics", new MetricsServlet(recorder, MetricsAccess.loopback()))
        .addMapping("/metrics");
  }

  @AfterEach
  void stop() throws Exception {
    prometheus.close();
    container.close();
    recorder.close();
  }

  private double[] record(HistogramFamily<NoLabels> family, DoubleSupplier values) {
    double[] recorded = new double[VALUES];
    for (int i = 0; i < VALUES; i++) {
      recorded[i] = values.getAsDouble();
      recorder.histogram(family).observe(NoLabels.NONE, recorded[i]);
    }
    Arrays.sort(recorded);
    return recorded;
  }

  private double normal() {
    return Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
        * Math.cos(2 * Math.PI * random.nextDouble());
  }

  @Test
  void quantiles_are_right_within_a_bucket() {
    Map<HistogramFamily<NoLabels>, double[]> recorded =
        Map.of(
            LOG_NORMAL, record(LOG_NORMAL, () -> 0.1 * Math.exp(1.5 * normal())),
            BIMODAL,
                record(BIMODAL, () -> (random.nextInt(10) < 8 ? 0.02 : 3) * Math.exp(normal() / 8)),
            CONSTANT, record(CONSTANT, () -> 0.25));
    recorded.forEach(
        (family, sorted) -> {
          Await.until(
              "all of " + family.name(),
              () ->
                  prometheus.number("histogram_count(" + family.name() + ")") == VALUES
                      && prometheus.number(
                              "histogram_count(increase(%s[1m]))".formatted(family.name()))
                          > 0);
          for (double quantile : new double[] {0.01, 0.5, 0.9, 0.95, 0.99, 0.999}) {
            double exact = sorted[(int) Math.ceil(quantile * VALUES) - 1];
            for (String buckets : new String[] {"%s", "increase(%s[1m])", "sum(rate(%s[1m]))"}) {
              double answer =
                  prometheus.number(
                      "histogram_quantile(%s, %s)"
                          .formatted(quantile, buckets.formatted(family.name())));
              assertThat(answer)
                  .as("%s of %s", quantile, buckets.formatted(family.name()))
                  .isBetween(exact / GROWTH, exact * GROWTH);
            }
          }
          assertThat(prometheus.number("histogram_sum(" + family.name() + ")"))
              .isCloseTo(Arrays.stream(sorted).sum(), within(1e-6));
        });
  }

  @Test
  void the_setting_loses_no_classic_bucket() {
    String times = "upstream_alert_processing_seconds";
    recorder.timeAlertProcessing(Product.DRIFT_WATCH).close();
    Await.until(
        "native buckets", () -> prometheus.number("sum(histogram_count(" + times + "))") == 1);
    for (String sample :
        List.of("_bucket{le=\"60.0\"}", "_bucket{le=\"+Inf\"}", "_count", "_sum > 0")) {
      String name = times + sample;
      assertThat(prometheus.query(name)).as(name).isNotEmpty();
    }
    assertThat(prometheus.number("sum(" + times + "_bucket{le=\"+Inf\"})")).isEqualTo(1);
    assertThat(prometheus.number("sum(" + times + "_count)")).isEqualTo(1);
    assertThat(prometheus.query("count by (le) (" + times + "_bucket)")).hasSize(9);
    assertThat(
            prometheus.number("histogram_quantile(0.95, sum by (le) (" + times + "_bucket)) > 0"))
        .isLessThan(60);
  }
}
