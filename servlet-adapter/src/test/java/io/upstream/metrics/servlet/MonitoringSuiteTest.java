package io.upstream.metrics.servlet;

import static io.upstream.metrics.servlet.Http.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.upstream.metrics.UpstreamMetrics;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.AlertFamilies;
import io.upstream.metrics.catalog.Catalogue;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.DriftFamilies;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.HttpFamilies;
import io.upstream.metrics.catalog.JobFamilies;
import io.upstream.metrics.catalog.QualityFamilies;
import io.upstream.metrics.catalog.ReportFamilies;
import io.upstream.metrics.label.ChannelType;
import io.upstream.metrics.label.CheckType;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.DriftType;
import io.upstream.metrics.label.ErrorType;
import io.upstream.metrics.label.IngestionStatus;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.QualityMetric;
import io.upstream.metrics.label.ReportType;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.label.SuppressionReason;
import io.upstream.metrics.testing.Await;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Runs the platform's own 24 checks of its monitoring. */
@DisplayName("The monitoring suite")
class MonitoringSuiteTest {

  private static final CustomerId CUSTOMER = new CustomerId("suite");
  private static final List<String> ORDER = new ArrayList<>();
  private static UpstreamRecorder recorder;
  private static Container container;

  @BeforeAll
  static void start() throws Exception {
    recorder = UpstreamRecorder.builder().build();
    UpstreamMetrics.install(recorder);
    container =
        TomcatContainer.MAKER.start(
            context -> {
              context
                  .addFilter(
                      "application",
                      (request, response, chain) -> {
                        boolean measured = MetricsFilter.isMeasuring(request);
                        ORDER.add(measured ? "inside the metrics" : "outside");
                        chain.doFilter(request, response);
                      })
                  .addMappingForUrlPatterns(null, true, "/*");
              MetricsMount.in(context).access(MetricsAccess.loopback()).at("/metrics");
            });
  }

  @AfterAll
  static void stop() {
    container.close();
    recorder.close();
  }

  private static String page() {
    return get(container, "/metrics").body();
  }

  private static void isOnThePage(List<? extends Family<?>> families) {
    String page = page();
    assertThat(families).isNotEmpty();
    for (Family<?> family : families) {
      assertThat(page).contains("# TYPE " + family.name() + " ");
    }
  }

  @Nested
  @DisplayName("endpoint")
  class Endpoint {

    @Test
    void the_endpoint_answers_200() {
      assertThat(get(container, "/metrics").statusCode()).isEqualTo(200);
    }

    @Test
    void the_content_type_is_text() {
      assertThat(Http.header(get(container, "/metrics"), "Content-Type"))
          .startsWith("text/plain")
          .contains("version=0.0.4");
    }

    @Test
    void every_family_has_help_and_type() {
      String page = page();
      assertThat(page.lines().filter(line -> line.startsWith("# TYPE ")).count())
          .isEqualTo(page.lines().filter(line -> line.startsWith("# HELP ")).count())
          .isGreaterThan(40);
    }

    @Test
    void alert_families_are_present() {
      isOnThePage(AlertFamilies.ALL);
    }

    @Test
    void drift_families_are_present() {
      isOnThePage(DriftFamilies.ALL);
    }

    @Test
    void data_quality_families_are_present() {
      isOnThePage(QualityFamilies.ALL);
    }

    @Test
    void background_job_families_are_present() {
      isOnThePage(JobFamilies.ALL);
    }

    @Test
    void report_families_are_present() {
      isOnThePage(ReportFamilies.ALL);
    }

    @Test
    void http_families_are_present() {
      isOnThePage(HttpFamilies.ALL);
    }

    @Test
    void tracking_an_alert_does_not_throw() {
      assertThatCode(
              () -> {
                UpstreamMetrics.trackAlertCreated(Product.DRIFT_WATCH, Severity.HIGH, CUSTOMER);
                UpstreamMetrics.trackAlertDelivered(
                    Product.DRIFT_WATCH, ChannelType.EMAIL, CUSTOMER);
                UpstreamMetrics.trackAlertFailed(
                    Product.DRIFT_WATCH,
                    ChannelType.EMAIL,
                    ErrorType.of(new IllegalStateException()),
                    CUSTOMER);
                UpstreamMetrics.trackAlertSuppressed(
                    Product.DRIFT_WATCH, SuppressionReason.COOLDOWN, CUSTOMER);
              })
          .doesNotThrowAnyException();
    }

    @Test
    void tracking_drift_does_not_throw() {
      assertThatCode(
              () ->
                  UpstreamMetrics.trackDriftEvent(
                      Product.DRIFT_WATCH, DriftType.PAYMENT_DELAY, 0.85, CUSTOMER))
          .doesNotThrowAnyException();
      assertThat(page())
          .containsPattern(
              "upstream_drift_event_detected_total\\{[^}]*severity_level=\"high\"[^}]*\\} 1");
    }

    @Test
    void tracking_data_quality_does_not_throw() {
      assertThatCode(
              () -> {
                UpstreamMetrics.trackDataQualityScore(CUSTOMER, QualityMetric.COMPLETENESS, 0.9);
                UpstreamMetrics.trackDataQualityCheckFailed(
                    CheckType.MISSING_REQUIRED_FIELD, Severity.LOW, CUSTOMER);
                UpstreamMetrics.trackIngestion(CUSTOMER, 100, IngestionStatus.SUCCESS);
              })
          .doesNotThrowAnyException();
    }

    @Test
    void tracking_a_job_does_not_throw() {
      assertThatCode(() -> UpstreamMetrics.runJob(JobType.DRIFT_DETECTION, CUSTOMER, () -> "done"))
          .doesNotThrowAnyException();
    }

    @Test
    void tracking_a_report_does_not_throw() {
      assertThatCode(
              () -> {
                UpstreamMetrics.trackReportGenerated(new ReportType("weekly"), CUSTOMER);
                UpstreamMetrics.timeReport(new ReportType("weekly")).close();
              })
          .doesNotThrowAnyException();
    }

    @Test
    void histograms_have_the_buckets_of_the_alerts() {
      get(container, "/nobody");
      String latency = HttpFamilies.LATENCY.name();
      List<String> bounds =
          page()
              .lines()
              .filter(line -> line.startsWith(latency + "_bucket{") && line.contains("_UNMATCHED"))
              .map(line -> line.replaceAll(".*le=\"([^\"]*)\".*", "$1"))
              .toList();
      assertThat(bounds)
          .containsExactly("0.01", "0.05", "0.1", "0.5", "1.0", "2.0", "5.0", "10.0", "+Inf");
    }
  }

  @Nested
  @DisplayName("middleware")
  class Middleware {

    @Test
    void the_filter_is_present() {
      assertThat(get(container, "/nobody").statusCode()).isEqualTo(404);
      assertThat(page()).contains("view=\"_UNMATCHED\"");
    }

    @Test
    void the_filter_comes_before_the_application_s() {
      get(container, "/nobody");
      assertThat(ORDER).isNotEmpty().containsOnly("inside the metrics");
    }

    @Test
    void the_filter_counts_a_request() {
      long before = Sampled.of(recorder).requests();
      get(container, "/nobody");
      Await.until("it is counted", () -> Sampled.of(recorder).requests() == before + 1);
    }
  }

  @Nested
  @DisplayName("registration")
  class Registration {

    @Test
    void every_family_is_declared_once() {
      assertThat(Stream.concat(Catalogue.BUSINESS.stream(), Catalogue.TECHNICAL.stream()))
          .extracting(Family::name)
          .doesNotHaveDuplicates()
          .hasSizeGreaterThan(40);
    }

    @Test
    void every_family_is_on_the_page_before_use() {
      try (UpstreamRecorder fresh = UpstreamRecorder.builder().jvm(false).build()) {
        String page = Sampled.page(fresh);
        assertThat(HttpFamilies.ALL)
            .allMatch(family -> page.contains("# TYPE " + family.name() + " "));
      }
    }

    @Test
    void families_can_be_imported() {
      assertThat(Modifier.isPublic(HttpFamilies.class.getModifiers())).isTrue();
      assertThat(HttpFamilies.REQUESTS_BY_VIEW.name())
          .isEqualTo("django_http_requests_total_by_view_transport_method_total");
    }

    @Test
    void counters_are_counters() {
      CounterFamily<?> created =
          AlertFamilies.ALL.stream()
              .filter(CounterFamily.class::isInstance)
              .map(family -> (CounterFamily<?>) family)
              .findFirst()
              .orElseThrow();
      assertThat(page()).contains("# TYPE " + created.name() + " counter\n");
    }

    @Test
    void histograms_are_histograms() {
      HistogramFamily<?> latency = HttpFamilies.LATENCY;
      assertThat(page()).contains("# TYPE " + latency.name() + " histogram\n");
    }

    @Test
    void gauges_are_gauges() {
      assertThat(page()).contains("# TYPE " + HttpFamilies.IN_PROGRESS.name() + " gauge\n");
    }
  }
}
