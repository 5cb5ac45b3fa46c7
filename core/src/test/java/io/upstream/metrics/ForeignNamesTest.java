package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.label.Version;
import io.upstream.metrics.page.PageFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Registers foreign families and collectors with clashing, long and missing names. */
class ForeignNamesTest {

  private static final String OURS = "django_http_requests_in_progress";
  private static final String BRIDGE = "io.upstream.metrics.page.registry.RegistryBridge";

  private static MetricSnapshot theirs() {
    return GaugeSnapshot.builder()
        .name(OURS)
        .dataPoint(new GaugeSnapshot.GaugeDataPointSnapshot(42, Labels.EMPTY, null))
        .build();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_later_name_clash_is_reported_once(boolean given) {
    PrometheusRegistry registry = new PrometheusRegistry();
    RecorderBuilder builder = VerbCalls.quiet();
    try (LogLines log = LogLines.of(BRIDGE);
        UpstreamRecorder recorder = (given ? builder.registry(registry) : builder).build()) {
      recorder.registry().register((MultiCollector) () -> MetricSnapshots.of(theirs()));
      for (int i = 0; i < 3; i++) {
        assertThat(Scrape.text(recorder))
            .contains(OURS + " 0.0")
            .containsOnlyOnce("# TYPE " + OURS + " ")
            .doesNotContain("42");
      }
      assertThat(log.lines())
          .filteredOn(line -> line.contains(OURS))
          .singleElement()
          .asString()
          .contains("Rename one of them", "registry of its own");
    }
  }

  private static Collector failing(String name) {
    return new Collector() {
      @Override
      public MetricSnapshot collect() {
        throw new IllegalStateException("broken");
      }

      @Override
      public String getPrometheusName() {
        return name;
      }
    };
  }

  @Test
  void a_failing_collector_keeps_its_long_name() {
    String name = "a".repeat(125) + "_and_more".repeat(20);
    try (LogLines log = LogLines.of("io.upstream.metrics.page.registry.ScrapeErrors");
        UpstreamRecorder recorder = VerbCalls.quiet().build()) {
      recorder.registry().register(failing(name));
      assertThat(Scrape.samples(recorder))
          .containsEntry(errors(name.substring(0, 126) + ".."), 1.0);
      assertThat(log.lines()).singleElement().asString().contains(name);
    }
  }

  @Test
  void a_long_name_is_cut_between_characters() {
    String name = "a".repeat(125) + "\uD83D\uDE00".repeat(20);
    try (UpstreamRecorder recorder = VerbCalls.quiet().build()) {
      recorder.registry().register(failing(name));
      assertThat(Scrape.samples(recorder)).containsEntry(errors("a".repeat(125) + ".."), 1.0);
    }
    String wide = "\u00e9".repeat(100);
    try (UpstreamRecorder recorder = VerbCalls.quiet().build()) {
      recorder.registry().register(failing(wide));
      assertThat(Scrape.samples(recorder)).containsEntry(errors("\u00e9".repeat(63) + ".."), 1.0);
    }
  }

  private static String errors(String collector) {
    return "upstream_metrics_scrape_errors_total{collector=\"" + collector + "\"}";
  }

  // ---- an info

  record Release(Version version) {}

  private static final GaugeFamily<NoLabels> PLAIN =
      GaugeFamily.named("plain_info").info().help("P.").noLabels();
  private static final GaugeFamily<Release> RELEASE =
      GaugeFamily.named("release_info").info().help("R.").labels(Release.class);

  @ParameterizedTest
  @EnumSource(PageFormat.class)
  void an_info_that_was_never_set_is_absent(PageFormat format) throws IOException {
    try (UpstreamRecorder recorder = VerbCalls.quiet().families(PLAIN, RELEASE).build()) {
      assertThat(samples(recorder, format)).isEmpty();
      recorder.gauge(PLAIN).set(NoLabels.NONE, 1);
      recorder.gauge(RELEASE).set(new Release(new Version("1.2")), 1);
      assertThat(samples(recorder, format)).isNotEmpty();
    }
  }

  /** The sample lines of a text format; the bytes of the other one. */
  private static List<String> samples(UpstreamRecorder recorder, PageFormat format)
      throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    recorder.writePage(format, Set.of("plain_info", "release_info"), page);
    return page.toString(StandardCharsets.ISO_8859_1)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .toList();
  }

  @Test
  void an_info_without_value_is_absent() {
    try (UpstreamRecorder recorder = VerbCalls.quiet().families(PLAIN, RELEASE).build()) {
      assertThat(points(recorder)).isZero();
      recorder.gauge(PLAIN).set(NoLabels.NONE, 1);
      assertThat(points(recorder)).isEqualTo(1);
    }
  }

  private static int points(UpstreamRecorder recorder) {
    return recorder.registry().scrape().stream()
        .filter(family -> family.getMetadata().getPrometheusName().matches("(plain|release).*"))
        .mapToInt(family -> family.getDataPoints().size())
        .sum();
  }
}
