package io.upstream.metrics.monitoring.alert.scenario;

import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.AT_ONCE;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.BIRTHS;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.FIRES;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.FIRST;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.QUIET;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.RESET;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.atOnce;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.born;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.ours;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.series;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.tried;

import io.upstream.metrics.catalog.AlertFamilies;
import io.upstream.metrics.catalog.JobFamilies;
import io.upstream.metrics.catalog.QualityFamilies;
import io.upstream.metrics.catalog.ReportFamilies;
import io.upstream.metrics.tools.AlertCase;
import java.util.List;
import java.util.stream.Stream;

/** Situations of the alerts on what the products do. */
final class WorkAlertCases {

  private static final String QUEUE = "queue_name=\"exports\"";

  private WorkAlertCases() {}

  static List<AlertCase> all() {
    return Stream.of(
            deliveries(),
            quality(),
            ingestionFails(),
            ingestionStopped(),
            reports(),
            jobs(),
            hung(),
            overdue(),
            withoutWorkers(),
            growing())
        .flatMap(List::stream)
        .toList();
  }

  private static List<AlertCase> deliveries() {
    String alert = "AlertDeliveryFailures";
    String failed = notifications(AlertFamilies.FAILED.name(), "email", ", error_type=\"Timeout\"");
    String sent = notifications(AlertFamilies.DELIVERED.name(), "email", "");
    String others = notifications(AlertFamilies.DELIVERED.name(), "slack", "");
    return List.of(
        tried(alert, FIRES, "25m")
            .with(failed, "0+12x40")
            .with(sent, "0+1000x40")
            .fires("0.2000", "job", "upstream", "channel_type", "any"),
        tried(alert, "24 of 24 deliveries an hour by one channel fail", "150m")
            .with(failed, "0+0.4x200")
            .with(others, "0+100x200")
            .fires("0.0067", "job", "upstream", "channel_type", "email"),
        tried(alert, QUIET, "25m").with(failed, "0+1x40").with(sent, "0+10x40"),
        tried(alert, "three fail at night", "70m").with(failed, "0x20 1 2 3x60").with(sent, "0x90"),
        tried(alert, BIRTHS, "45m")
            .with(failed, born(20, 3))
            .with(another(failed), born(25, 3))
            .fires("0.0017", "job", "upstream", "channel_type", "email"),
        tried(alert, AT_ONCE, "45m")
            .with(failed, atOnce(20, 3))
            .with(another(failed), atOnce(25, 3)),
        tried(alert, FIRST, "25m").with(failed, "_x10 1x30"),
        tried(alert, RESET, "75m")
            .with(failed, "1000+1x20 0+1x60")
            .with(sent, "1000+10x20 0+10x60"));
  }

  private static String another(String series) {
    return series.replace("acme", "globex");
  }

  private static String notifications(String name, String channel, String more) {
    return ours(
        name,
        "product=\"DriftWatch\", channel_type=\"%s\", customer_id=\"acme\"%s"
            .formatted(channel, more));
  }

  private static List<AlertCase> quality() {
    String alert = "DataQualityDegraded";
    String labels = "customer_id=\"acme\", metric_type=\"completeness\"";
    String here = ours(QualityFamilies.SCORE.name(), labels);
    String there = here.replace("a:8000", "b:8000");
    return List.of(
        tried(alert, FIRES, "45m")
            .with(here, "0.9x60")
            .with(there, "0.7x60")
            .with(here.replace("acme", "_OTHER"), "0.1x60")
            .fires("70%", "job", "upstream", "customer_id", "acme", "metric_type", "completeness"),
        tried(alert, QUIET, "45m")
            .with(here, "0.9x60")
            .with(there, "0.8x60")
            .with(here.replace("acme", "_OTHER"), "0.1x60"),
        tried(alert, FIRST, "45m").with(here, "_x20 0.5x40"),
        tried(alert, RESET, "75m").with(here, "0.7x20 _x20 0.9x60"));
  }

  private static List<AlertCase> ingestionFails() {
    String alert = "IngestionFailing";
    return List.of(
        tried(alert, FIRES, "60m")
            .with(records("success"), "0+80x90")
            .with(records("failed"), "0+20x90")
            .fires("20%", "job", "upstream"),
        tried(alert, QUIET, "60m")
            .with(records("success"), "0+95x90")
            .with(records("failed"), "0+5x90"),
        tried(alert, "a few records", "60m")
            .with(records("success"), "0x90")
            .with(records("failed"), "0x20 1 2 3x60"),
        tried(alert, FIRST, "60m")
            .with(records("success"), "0+10x90")
            .with(records("failed"), "_x40 1x50"),
        tried(alert, RESET, "60m")
            .with(records("success"), "0+95x40 0+95x50")
            .with(records("failed"), "900+5x40 0+5x50"));
  }

  private static String records(String status) {
    return ours(
        QualityFamilies.INGESTED.name(), "customer_id=\"acme\", status=\"%s\"".formatted(status));
  }

  private static List<AlertCase> ingestionStopped() {
    String alert = "IngestionStopped";
    return List.of(
        tried(alert, FIRES, "200m")
            .with(records("success"), "0+80x150 12000x120")
            .fires("0", "job", "upstream"),
        tried(alert, "what came every night does not come", "1560m")
            .with(records("success"), "0x90 0+80x40 3200x2000")
            .fires("0", "job", "upstream"),
        tried(alert, QUIET, "180m").with(records("success"), "0+80x300"),
        tried(alert, "it pauses between two batches", "100m")
            .with(records("success"), "0x30 0+100x20 2000x100"),
        tried(alert, BIRTHS, "200m")
            .with(records("success"), "0+80x150 12000x120")
            .with(another(records("success")), born(175, 900)),
        tried(alert, AT_ONCE, "200m")
            .with(records("success"), "0+80x150 12000x120")
            .with(another(records("success")), atOnce(175, 900))
            .fires("0", "job", "upstream"),
        tried(alert, FIRST, "180m").with(records("success"), "_x100 1x200"),
        tried(alert, RESET, "180m").with(records("success"), "900+80x150 0+80x150"));
  }

  private static List<AlertCase> reports() {
    String alert = "ReportsFailing";
    String labels = "report_type=\"drift_summary\", customer_id=\"acme\"";
    String made = ours(ReportFamilies.GENERATED.name(), labels);
    String failed = ours(ReportFamilies.FAILED.name(), labels + ", error_type=\"Timeout\"");
    return List.of(
        tried(alert, FIRES, "90m")
            .with(made, "0+1x120")
            .with(failed, "0+1x120")
            .fires("0.0167", "job", "upstream", "report_type", "drift_summary"),
        tried(alert, "all of a few fail", "90m")
            .with(failed, "0x40 1x10 2x10 3x60")
            .fires("0.0008", "job", "upstream", "report_type", "drift_summary"),
        tried(alert, QUIET, "90m").with(made, "0+9x120").with(failed, "0+1x120"),
        tried(alert, BIRTHS, "45m")
            .with(failed, born(20, 2))
            .with(another(failed), born(25, 2))
            .fires("0.0011", "job", "upstream", "report_type", "drift_summary"),
        tried(alert, AT_ONCE, "45m")
            .with(failed, atOnce(20, 2))
            .with(another(failed), atOnce(25, 2)),
        tried(alert, FIRST, "90m").with(made, "0x120").with(failed, "_x40 1x80"),
        tried(alert, RESET, "90m").with(made, "0+9x60 0+9x60").with(failed, "500+1x60 0+1x60"));
  }

  private static List<AlertCase> jobs() {
    String alert = "BackgroundJobFailures";
    String failed = job(JobFamilies.FAILED.name(), ", error_type=\"IOException\"");
    String done = job(JobFamilies.COMPLETED.name(), "");
    String others = done.replace("data_export", "drift_detection");
    return List.of(
        tried(alert, FIRES, "25m")
            .with(failed, "0+6x40")
            .with(done, "0+1000x40")
            .fires("0.1000", "job", "upstream", "job_type", "any"),
        tried(alert, "half of one type's jobs fail among many others", "90m")
            .with(failed, "0+0.1x120")
            .with(done, "0+0.1x120")
            .with(others, "0+100x120")
            .fires("0.0017", "job", "upstream", "job_type", "data_export"),
        tried(alert, QUIET, "25m").with(failed, "0+1x40").with(done, "0+10x40"),
        tried(alert, BIRTHS, "45m")
            .with(failed, born(20, 2))
            .with(another(failed), born(25, 2))
            .fires("0.0011", "job", "upstream", "job_type", "data_export"),
        tried(alert, AT_ONCE, "45m")
            .with(failed, atOnce(20, 2))
            .with(another(failed), atOnce(25, 2)),
        tried(alert, FIRST, "25m").with(failed, "_x10 1x30"),
        tried(alert, RESET, "75m")
            .with(failed, "1000+1x20 0+1x60")
            .with(done, "1000+10x20 0+10x60"));
  }

  private static String job(String name, String more) {
    return ours(name, "job_type=\"data_export\", customer_id=\"acme\"" + more);
  }

  private static List<AlertCase> hung() {
    String alert = "BackgroundJobHung";
    String oldest = ours(JobFamilies.OLDEST_START.name(), "job_type=\"data_export\"");
    String[] where = {"job", "upstream", "instance", "a:8000", "job_type", "data_export"};
    return List.of(
        tried(alert, FIRES, "150m")
            .with(oldest, "0x10 600x300")
            .with(oldest.replace("a:8000", "b:8000"), "0+60x300")
            .fires("2h 20m 0s", where),
        tried(alert, "one hangs while others of its type end", "150m")
            .with(oldest, "0+60x20 1200x300")
            .with(
                ours(JobFamilies.DURATION.name() + "_count", "job_type=\"data_export\""), "0+5x300")
            .fires("2h 10m 0s", where),
        tried(alert, QUIET, "150m").with(oldest, "0+60x300"),
        tried(alert, FIRST, "1h").with(oldest, "_x10 600x300"),
        tried(alert, RESET, "150m").with(oldest, "0x10 600x60 0x300"));
  }

  private static List<AlertCase> overdue() {
    String alert = "BackgroundJobOverdue";
    String last =
        series(
            "upstream_background_job_last_success_timestamp_seconds",
            "data_export",
            "",
            "job_type=\"data_export\"");
    return List.of(
        tried(alert, FIRES, "60m")
            .with(last, "-100800x120")
            .fires("1d 5h 0m 0s", "job", "data_export", "job_type", "data_export"),
        tried(alert, QUIET, "60m").with(last, "-80000x120"),
        tried(alert, FIRST, "10m").with(last, "_x5 300x100"),
        tried(alert, RESET, "60m").with(last, "-100800x20 _x20 -80000x60"));
  }

  private static List<AlertCase> withoutWorkers() {
    String alert = "QueueWithoutWorkers";
    String waiting = ours(JobFamilies.QUEUE_LENGTH.name(), QUEUE);
    String workers = ours(JobFamilies.WORKERS.name(), QUEUE);
    return List.of(
        tried(alert, FIRES, "20m")
            .with(waiting, "0+2x60")
            .with(workers, "2x5 0x60")
            .fires("40", "job", "upstream", "queue_name", "exports"),
        tried(alert, QUIET, "20m").with(waiting, "500x60").with(workers, "1x60"),
        tried(alert, "an empty queue needs no worker", "20m")
            .with(waiting, "0x60")
            .with(workers, "0x60"),
        tried(alert, FIRST, "20m").with(waiting, "_x16 1x60").with(workers, "0x60"),
        tried(alert, RESET, "20m").with(waiting, "3x60").with(workers, "1x15 0 1x60"));
  }

  private static List<AlertCase> growing() {
    String alert = "QueueGrowing";
    String waiting = ours(JobFamilies.QUEUE_LENGTH.name(), QUEUE);
    return List.of(
        tried(alert, FIRES, "80m")
            .with(waiting, "0+5x120")
            .fires("400", "job", "upstream", "queue_name", "exports"),
        tried(alert, QUIET, "80m").with(waiting, "0+1x120"),
        tried(alert, "it is long and stays so", "80m").with(waiting, "900x120"),
        tried(alert, FIRST, "80m").with(waiting, "_x70 1x60"),
        tried(alert, RESET, "80m").with(waiting, "500x60 0x60"));
  }
}
