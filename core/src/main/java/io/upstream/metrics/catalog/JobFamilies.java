package io.upstream.metrics.catalog;

import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.ErrorType;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.QueueName;
import java.util.List;

/** Families of background jobs: started, ended, failed and running. */
public final class JobFamilies {

  public static final CounterFamily<JobLabels> STARTED =
      CounterFamily.named("upstream_background_job_started_total")
          .help("Background jobs started.")
          .labels(JobLabels.class);

  public static final CounterFamily<JobLabels> COMPLETED =
      CounterFamily.named("upstream_background_job_completed_total")
          .help("Background jobs that succeeded.")
          .labels(JobLabels.class);

  public static final CounterFamily<FailedLabels> FAILED =
      CounterFamily.named("upstream_background_job_failed_total")
          .help("Background jobs that failed.")
          .labels(FailedLabels.class);

  public static final DurationFamily<JobTypeLabels> DURATION =
      DurationFamily.ofSeconds("upstream_background_job_duration_seconds")
          .buckets(1, 5, 30, 60, 300, 600, 1800, 3600)
          .help("Run time of background jobs, failed ones too.")
          .labels(JobTypeLabels.class);

  public static final UpDownFamily<JobTypeLabels> RUNNING =
      UpDownFamily.named("upstream_background_job_running")
          .help("Background jobs running now.")
          .labels(JobTypeLabels.class);

  public static final GaugeFamily<JobTypeLabels> OLDEST_START =
      GaugeFamily.named("upstream_background_job_oldest_start_timestamp_seconds")
          .help(
              "When the oldest background job running now was started, in seconds since 1970; 0 if none is.")
          .labels(JobTypeLabels.class);

  public static final GaugeFamily<QueueLabels> QUEUE_LENGTH =
      GaugeFamily.named("upstream_background_queue_length")
          .help("Jobs waiting in a queue.")
          .labels(QueueLabels.class);

  public static final GaugeFamily<QueueLabels> WORKERS =
      GaugeFamily.named("upstream_background_workers")
          .help("Workers that serve a queue.")
          .labels(QueueLabels.class);

  /** All of the group, in the order of the page. */
  public static final List<Family<?>> ALL =
      List.of(STARTED, COMPLETED, FAILED, DURATION, RUNNING, OLDEST_START, QUEUE_LENGTH, WORKERS);

  private JobFamilies() {}

  /** The labels of a family by type and customer. */
  public record JobLabels(JobType jobType, CustomerId customerId) {}

  /** The labels of a family by type, error and customer. */
  public record FailedLabels(JobType jobType, ErrorType errorType, CustomerId customerId) {}

  /** The labels of a family by type. */
  public record JobTypeLabels(JobType jobType) {}

  /** The labels of a family by queue. */
  public record QueueLabels(QueueName queueName) {}
}
