package io.upstream.metrics.monitoring.query;

import static io.upstream.metrics.catalog.JobFamilies.COMPLETED;
import static io.upstream.metrics.catalog.JobFamilies.DURATION;
import static io.upstream.metrics.catalog.JobFamilies.FAILED;
import static io.upstream.metrics.catalog.JobFamilies.STARTED;
import static io.upstream.metrics.tools.promql.Window.H1;
import static io.upstream.metrics.tools.promql.Window.M5;

import io.upstream.metrics.catalog.JobFamilies.FailedLabels;
import io.upstream.metrics.catalog.JobFamilies.JobLabels;
import io.upstream.metrics.catalog.JobFamilies.JobTypeLabels;
import io.upstream.metrics.tools.Query;
import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Quantile;
import io.upstream.metrics.tools.promql.Series;
import java.util.List;

/** Questions about background jobs. */
public final class JobQueries {

  /** A family of the push module, which core's catalogue does not have. */
  public static final String LAST_SUCCESS =
      "upstream_background_job_last_success_timestamp_seconds";

  public static final Expr STARTED_BY_TYPE =
      Series.of(STARTED).rate(M5).sum().by(JobLabels::jobType);

  public static final Expr P95_BY_TYPE = Quantile.of(0.95, DURATION, H1).by(JobTypeLabels::jobType);

  private static final String TOPIC = "Background jobs";

  static final List<Query> ALL =
      List.of(
          new Query("P36", TOPIC, "Which jobs run, how often?", STARTED_BY_TYPE),
          new Query(
              "P37",
              TOPIC,
              "Which percentage of jobs succeeds?",
              completed().over(completed().plus(failed().orZero())).times(100),
              "Of the jobs that ended. Completed divided by started compares different jobs"
                  + " whenever one outlasts the window."),
          new Query(
              "P38",
              TOPIC,
              "Which jobs fail?",
              Series.of(FAILED).rate(H1).sum().by(FailedLabels::jobType)),
          new Query("P39", TOPIC, "How long do 95 % of the jobs take at most?", P95_BY_TYPE),
          new Query(
              "P40",
              TOPIC,
              "How many jobs took more than half an hour?",
              Series.countOf(DURATION)
                  .increase(H1)
                  .sum()
                  .by(JobTypeLabels::jobType)
                  .minus(Series.upTo(DURATION, 1800).increase(H1).sum().by(JobTypeLabels::jobType))
                  .above(0),
              "A job that hangs is not in it, for it has not ended: see the alert"
                  + " BackgroundJobHung."));

  private JobQueries() {}

  private static Expr completed() {
    return Series.of(COMPLETED).rate(H1).sum();
  }

  private static Expr failed() {
    return Series.of(FAILED).rate(H1).sum();
  }
}
