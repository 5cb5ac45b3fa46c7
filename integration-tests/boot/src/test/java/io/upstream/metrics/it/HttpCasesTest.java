package io.upstream.metrics.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.it.app.ClaimsApplication;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Sends every case to an application and compares our sample with Spring's. */
class HttpCasesTest {

  private static final String OURS = "django_http_responses_total_by_status_view_method_total";
  private static final String SPRINGS = "http_server_requests_seconds_count";
  private static final String[] ONE_EACH = {
    OURS,
    "django_http_requests_total_by_view_transport_method_total",
    "django_http_requests_total_by_method_total",
    "django_http_responses_total_by_status_total",
    "django_http_requests_latency_seconds_by_view_method_count"
  };

  @Test
  void every_request_makes_one_sample_with_its_view() throws Exception {
    SoftAssertions softly = new SoftAssertions();
    Map<String, String[]> table = new LinkedHashMap<>();
    try (Running app =
        Running.start(
            new Class<?>[] {ClaimsApplication.class, CaseConfiguration.class},
            "logging.level.root=off",
            // One of the cases leaves Tomcat a request that never ends.
            "server.shutdown=immediate",
            "server.tomcat.accept-count=4000")) {
      double expected = 0;
      for (Cases.Case one : Cases.all()) {
        Samples oursBefore = ours(app);
        Samples springsBefore = springs(app);
        one.client().run(app);
        settle(app, oursBefore, springsBefore, one.count());
        Samples ours = ours(app);
        String sampled = summary(delta(ours, oursBefore), OURS);
        String springs = summary(delta(springs(app), springsBefore), SPRINGS);
        softly.assertThat(sampled).as(one.name()).matches(one.count() + " x " + one.expected());
        table.put(one.name(), new String[] {sampled, springs});
        expected += one.count() + 1;
        for (String family : ONE_EACH) {
          softly.assertThat(ours.sum(family)).as(family).isEqualTo(expected);
        }
      }
      softly.assertThat(ours(app).sum("django_http_requests_in_progress")).isZero();
      // Callables, deferred results, streams and events run on Spring's executor and are no jobs.
      softly
          .assertThat(ours(app).values().keySet())
          .filteredOn(key -> key.startsWith("upstream_background_job_started_total{"))
          .allMatch(key -> key.contains("job_type=\"Nightly."));
    }
    CaseTable.keep(System.getProperty("boot.generation"), table);
    softly.assertAll();
  }

  /** Waits for both; Spring may make more samples than one, or none, so a later request follows. */
  private static void settle(Running app, Samples oursBefore, Samples springsBefore, int count)
      throws Exception {
    double wanted = oursBefore.sum(OURS) + count;
    Await.until(
        count + " samples",
        () -> {
          Samples now = ours(app);
          return now.sum(OURS) >= wanted && now.sum("django_http_requests_in_progress") == 0;
        });
    double springsWanted = springsBefore.sum(SPRINGS) + count;
    Await.atMost(500, () -> springs(app).sum(SPRINGS) >= springsWanted);
    double sentinels = springsBefore.sum(SPRINGS, "/sentinel") + 1;
    app.get("/sentinel");
    Await.until(
        "the sentinel",
        () ->
            springs(app).sum(SPRINGS, "/sentinel") == sentinels
                && ours(app).sum(OURS) >= wanted + 1);
  }

  private static Samples ours(Running app) throws Exception {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    app.context().getBean(UpstreamRecorder.class).writePage(page);
    return new Samples(page.toString(UTF_8));
  }

  private static Samples springs(Running app) {
    return new Samples(app.context().getBean(PrometheusMeterRegistry.class).scrape());
  }

  private static Map<String, Double> delta(Samples after, Samples before) {
    Map<String, Double> delta = new TreeMap<>();
    after
        .values()
        .forEach(
            (key, value) -> {
              double more = value - before.values().getOrDefault(key, 0.0);
              if (more != 0 && !key.contains("entinel")) {
                delta.put(key, more);
              }
            });
    return delta;
  }

  private static String summary(Map<String, Double> delta, String family) {
    StringBuilder summary = new StringBuilder();
    delta.forEach(
        (key, value) -> {
          if (key.startsWith(family + "{")) {
            summary.append(summary.isEmpty() ? "" : ", ").append(line(key, value));
          }
        });
    boolean exception =
        family.equals(OURS)
            && delta.keySet().stream()
                .anyMatch(key -> key.startsWith("django_http_exceptions_total_by_view_total"));
    return (summary.isEmpty() ? "none" : summary) + (exception ? " exception" : "");
  }

  private static String line(String key, double value) {
    String what = label(key, "view").isEmpty() ? label(key, "uri") : label(key, "view");
    return "%.0f x %s %s %s".formatted(value, what, label(key, "method"), label(key, "status"));
  }

  private static String label(String key, String name) {
    Matcher label = Pattern.compile("[{,]" + name + "=\"([^\"]*)\"").matcher(key);
    return label.find() ? label.group(1) : "";
  }
}
