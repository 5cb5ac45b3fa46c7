package io.upstream.metrics.monitoring;

import static io.upstream.metrics.monitoring.AlertCases.FIRES;
import static io.upstream.metrics.monitoring.AlertCases.FIRST;
import static io.upstream.metrics.monitoring.AlertCases.QUIET;
import static io.upstream.metrics.monitoring.AlertCases.RESET;
import static io.upstream.metrics.monitoring.AlertCases.ours;

import io.upstream.metrics.catalog.AlertFamilies;
import io.upstream.metrics.catalog.DbFamilies;
import io.upstream.metrics.catalog.HttpFamilies;
import io.upstream.metrics.catalog.JobFamilies;
import io.upstream.metrics.catalog.ProcessFamilies;
import io.upstream.metrics.catalog.QualityFamilies;
import java.util.List;
import java.util.stream.Stream;

/** Situations of the platform's own alerts. */
final class ApiAlertCases {

  private static final String MEMORY = ours(ProcessFamilies.RESIDENT_MEMORY.name(), "");
  private static final String DELIVERY_FAILURES =
      ours(
          AlertFamilies.FAILED.name(),
          "product=\"DriftWatch\", channel_type=\"email\", error_type=\"Timeout\","
              + " customer_id=\"acme\"");
  private static final String JOB_FAILURES =
      ours(
          JobFamilies.FAILED.name(),
          "job_type=\"data_export\", error_type=\"IOException\", customer_id=\"acme\"");

  static final List<AlertCase> ALL =
      Stream.of(errorRate(), latency(), statements(), failures(), quality(), memory())
          .flatMap(List::stream)
          .toList();

  private ApiAlertCases() {}

  private static List<AlertCase> errorRate() {
    String alert = "HighErrorRate";
    return List.of(
        AlertCase.of(alert, FIRES, "15m")
            .with(status(200), "0+90x30")
            .with(status(500), "0+10x30")
            .fires(
                "10% of the requests to upstream fail",
                "5xx among all responses of upstream over 5 minutes is 10%, above 5%. The panel Top"
                    + " endpoints by errors shows which views.",
                "job",
                "upstream"),
        AlertCase.of(alert, QUIET, "15m").with(status(200), "0+98x30").with(status(500), "0+2x30"),
        AlertCase.of(alert, FIRST, "20m")
            .with(status(200), "0+1x30")
            .with(status(500), "_x10 1x20"),
        AlertCase.of(alert, RESET, "25m")
            .with(status(200), "0+98x15 0+98x15")
            .with(status(500), "1000+2x15 0+2x15"));
  }

  private static String status(int status) {
    return ours(
        HttpFamilies.RESPONSES_BY_VIEW.name(),
        "status=\"%s\", view=\"ClaimController#list\", method=\"GET\"".formatted(status));
  }

  private static List<AlertCase> latency() {
    String alert = "HighLatency";
    String name = HttpFamilies.LATENCY.name();
    String labels = "view=\"ClaimController#list\", method=\"GET\"";
    return List.of(
        buckets(AlertCase.of(alert, FIRES, "25m"), name, labels, "2.0", "0x40", "5.0", "0+10x40")
            .fires(
                "Requests to upstream are slow",
                "The 95th percentile of the latency of upstream is 4.85s, above 2s. The panel Top"
                    + " endpoints by latency shows which views.",
                "job",
                "upstream"),
        buckets(AlertCase.of(alert, QUIET, "25m"), name, labels, "1.0", "0x40", "2.0", "0+10x40"),
        buckets(
            AlertCase.of(alert, FIRST, "25m"),
            name,
            labels,
            "2.0",
            "_x10 0x30",
            "5.0",
            "_x10 1x30"),
        buckets(
            AlertCase.of(alert, RESET, "35m"),
            name,
            labels,
            "2.0",
            "10+10x20 0+10x20",
            "5.0",
            "900+10x20 0+10x20"));
  }

  private static List<AlertCase> statements() {
    String alert = "SlowDatabaseQueries";
    String name = DbFamilies.QUERY_DURATION.name();
    String labels = "alias=\"claims\", vendor=\"postgresql\"";
    return List.of(
        buckets(AlertCase.of(alert, FIRES, "30m"), name, labels, "0.5", "0x40", "1.0", "0+10x40")
            .fires(
                "Statements on postgresql are slow",
                "The 95th percentile of upstream's statements on postgresql is 975ms, above 500ms."
                    + " The database's own log of slow statements has their text.",
                "job",
                "upstream",
                "vendor",
                "postgresql"),
        buckets(AlertCase.of(alert, QUIET, "30m"), name, labels, "0.1", "0x40", "0.5", "0+10x40"),
        buckets(
            AlertCase.of(alert, FIRST, "30m"),
            name,
            labels,
            "0.5",
            "_x10 0x30",
            "1.0",
            "_x10 1x30"),
        buckets(
            AlertCase.of(alert, RESET, "35m"),
            name,
            labels,
            "0.5",
            "10+10x20 0+10x20",
            "1.0",
            "900+10x20 0+10x20"));
  }

  private static List<AlertCase> failures() {
    return Stream.concat(
            counted(
                "AlertDeliveryFailures",
                DELIVERY_FAILURES,
                12,
                3,
                "Notifications of upstream do not arrive",
                "0.20 notifications of upstream fail each second, above 0.1."
                    + " upstream_alert_failed_total has the channel and the error."),
            counted(
                "BackgroundJobFailures",
                JOB_FAILURES,
                6,
                1,
                "Background jobs of upstream fail",
                "0.10 jobs of upstream fail each second, above 0.05. The panel Failed job breakdown"
                    + " has type and error."))
        .toList();
  }

  private static Stream<AlertCase> counted(
      String alert, String series, int many, int few, String summary, String description) {
    return Stream.of(
        AlertCase.of(alert, FIRES, "25m")
            .with(series, "0+%sx40".formatted(many))
            .fires(summary, description, "job", "upstream"),
        AlertCase.of(alert, QUIET, "25m").with(series, "0+%sx40".formatted(few)),
        AlertCase.of(alert, FIRST, "25m").with(series, "_x10 1x30"),
        AlertCase.of(alert, RESET, "35m").with(series, "1000+%sx20 0+%sx20".formatted(few, few)));
  }

  private static List<AlertCase> quality() {
    String alert = "DataQualityDegraded";
    String labels = "customer_id=\"acme\", metric_type=\"completeness\"";
    String here = ours(QualityFamilies.SCORE.name(), labels);
    String there = here.replace("a:8000", "b:8000");
    return List.of(
        AlertCase.of(alert, FIRES, "45m")
            .with(here, "0.9x60")
            .with(there, "0.7x60")
            .fires(
                "Data of customer acme is poor",
                "The completeness of customer acme is 70%, below 80%. It is the lowest score that an"
                    + " instance keeps; one that has not been computed since then stays.",
                "customer_id",
                "acme",
                "metric_type",
                "completeness"),
        AlertCase.of(alert, QUIET, "45m").with(here, "0.9x60").with(there, "0.8x60"),
        AlertCase.of(alert, FIRST, "45m").with(here, "_x20 0.5x40"),
        AlertCase.of(alert, RESET, "75m").with(here, "0.7x20 _x20 0.9x60"));
  }

  private static List<AlertCase> memory() {
    String alert = "HighMemoryUsage";
    return List.of(
        AlertCase.of(alert, FIRES, "10m")
            .with(MEMORY, "3221225472x20")
            .fires(
                "a:8000 uses much memory",
                "a:8000 of upstream holds 3GiB, above 2GiB.",
                "job",
                "upstream",
                "instance",
                "a:8000"),
        AlertCase.of(alert, QUIET, "10m")
            .with(MEMORY, "2147483648x20")
            .with("process_resident_memory_bytes{job=\"prometheus\"}", "9221225472x20"),
        AlertCase.of(alert, FIRST, "10m").with(MEMORY, "1e9x8 3221225472 1e9x20"),
        AlertCase.of(alert, RESET, "10m").with(MEMORY, "3221225472x3 1e8x20"));
  }

  /** A histogram with two bounds; what is below the upper one is all there is. */
  static AlertCase buckets(
      AlertCase each,
      String name,
      String labels,
      String lower,
      String belowIt,
      String upper,
      String all) {
    return each.with(ours(name + "_bucket", labels + le(labels, lower)), belowIt)
        .with(ours(name + "_bucket", labels + le(labels, upper)), all)
        .with(ours(name + "_bucket", labels + le(labels, "+Inf")), all);
  }

  private static String le(String labels, String bound) {
    return (labels.isEmpty() ? "" : ", ") + "le=\"" + bound + "\"";
  }
}
