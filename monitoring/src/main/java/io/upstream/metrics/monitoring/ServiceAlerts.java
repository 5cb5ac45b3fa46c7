package io.upstream.metrics.monitoring;

import static io.upstream.metrics.tools.promql.Window.H2;

import io.upstream.metrics.catalog.JobFamilies;
import io.upstream.metrics.catalog.JobFamilies.JobTypeLabels;
import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Series;
import java.util.List;

/** Whether the services are there at all, and whether their jobs ever end. */
final class ServiceAlerts {

  static final List<Alert> ALL =
      List.of(
          new Alert(
              "",
              "UpstreamTargetDown",
              Series.foreign("up").is("job", "upstream").is(0),
              "2m",
              "critical",
              SystemPanels.SYSTEM,
              "{{ $labels.instance }} cannot be scraped",
              "Prometheus gets no page from {{ $labels.instance }} of {{ $labels.job }} (up is {{"
                  + " $value }}). Its targets page has the reason: refused access names the setting"
                  + " that opens it."),
          new Alert(
              "",
              "UpstreamTargetMissing",
              Expr.call("absent", Series.foreign("up").is("job", "upstream")),
              "5m",
              "critical",
              SystemPanels.SYSTEM,
              "Prometheus has no target of the job upstream",
              "There is nothing to scrape for {{ $labels.job }} (absent is {{ $value }}): service"
                  + " discovery finds no instance, so none of the other alerts can fire."),
          new Alert(
              "",
              "BackgroundJobHung",
              running().above(0).unless(ended().above(0)),
              "2h",
              "warning",
              JobPanels.JOBS,
              "A {{ $labels.job_type }} job does not end",
              "{{ $value }} {{ $labels.job_type }} jobs of {{ $labels.job }} are running and none"
                  + " has ended for 2 hours. Duration percentiles never show such a job, for it"
                  + " has not ended."));

  private ServiceAlerts() {}

  private static Expr running() {
    return Series.of(JobFamilies.RUNNING).sum().byJob().by(JobTypeLabels::jobType);
  }

  private static Expr ended() {
    return Series.countOf(JobFamilies.DURATION)
        .increase(H2)
        .sum()
        .byJob()
        .by(JobTypeLabels::jobType);
  }
}
