package io.upstream.metrics.monitoring;

import static io.upstream.metrics.monitoring.AlertCases.FIRES;
import static io.upstream.metrics.monitoring.AlertCases.FIRST;
import static io.upstream.metrics.monitoring.AlertCases.NOTHING;
import static io.upstream.metrics.monitoring.AlertCases.QUIET;
import static io.upstream.metrics.monitoring.AlertCases.RESET;
import static io.upstream.metrics.monitoring.AlertCases.ours;

import io.upstream.metrics.catalog.JobFamilies;
import java.util.List;
import java.util.stream.Stream;

/** Situations of the alerts on targets and on jobs that hang. */
final class ServiceAlertCases {

  private static final String UP = ours("up", "");
  private static final String RUNNING =
      ours(JobFamilies.RUNNING.name(), "job_type=\"data_export\"");
  private static final String ENDED =
      ours(JobFamilies.DURATION.name() + "_count", "job_type=\"data_export\"");

  private static final String SUMMARY = "Prometheus has no target of the job upstream";
  private static final String DESCRIPTION =
      "There is nothing to scrape for upstream (absent is 1): service discovery finds no instance,"
          + " so none of the other alerts can fire.";

  static final List<AlertCase> ALL =
      Stream.of(down(), missing(), hung()).flatMap(List::stream).toList();

  private ServiceAlertCases() {}

  private static List<AlertCase> down() {
    String alert = "UpstreamTargetDown";
    return List.of(
        AlertCase.of(alert, FIRES, "5m")
            .with(UP, "0x10")
            .fires(
                "a:8000 cannot be scraped",
                "Prometheus gets no page from a:8000 of upstream (up is 0). Its targets page has the"
                    + " reason: refused access names the setting that opens it.",
                "job",
                "upstream",
                "instance",
                "a:8000"),
        AlertCase.of(alert, QUIET, "5m").with(UP, "1x10"),
        AlertCase.of(alert, FIRST, "6m").with(UP, "1x5 0 1x10"),
        AlertCase.of(alert, RESET, "10m").with(UP, "1x5 0 1 0 1x10"));
  }

  private static List<AlertCase> missing() {
    String alert = "UpstreamTargetMissing";
    return List.of(
        AlertCase.of(alert, FIRES, "10m")
            .with("up{job=\"prometheus\"}", "1x20")
            .fires(SUMMARY, DESCRIPTION, "job", "upstream"),
        AlertCase.of(alert, NOTHING, "10m").fires(SUMMARY, DESCRIPTION, "job", "upstream"),
        AlertCase.of(alert, QUIET, "10m").with(UP, "0x20"),
        AlertCase.of(alert, FIRST, "4m").with(UP, "_x3 1x20"),
        AlertCase.of(alert, RESET, "13m").with(UP, "1x10 _x3 1x10"));
  }

  private static List<AlertCase> hung() {
    String alert = "BackgroundJobHung";
    return List.of(
        AlertCase.of(alert, FIRES, "150m")
            .with(RUNNING, "1x300")
            .with(ENDED, "5x300")
            .fires(
                "A data_export job does not end",
                "1 data_export jobs of upstream are running and none has ended for 2 hours. Duration"
                    + " percentiles never show such a job, for it has not ended.",
                "job",
                "upstream",
                "job_type",
                "data_export"),
        AlertCase.of(alert, QUIET, "150m").with(RUNNING, "1x300").with(ENDED, "0+1x300"),
        AlertCase.of(alert, FIRST, "1h").with(RUNNING, "_x10 1x300"),
        AlertCase.of(alert, RESET, "150m")
            .with(RUNNING, "1x60 0x10 1x300")
            .with(ENDED, "9+1x60 0+1x300"));
  }
}
