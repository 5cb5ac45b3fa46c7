package io.upstream.metrics.push;

import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.label.JobType;
import org.jspecify.annotations.Nullable;

/** Families that are only useful where numbers outlive the program that recorded them. */
public final class PushFamilies {

  /**
   * The time at which a job of a type last succeeded. It appears on the page with the first
   * success, so that a failed run does not overwrite the success of an earlier one.
   */
  public static final GaugeFamily<JobTypeLabels> LAST_SUCCESS =
      GaugeFamily.named("upstream_background_job_last_success_timestamp_seconds")
          .help("When a background job of the type last succeeded, in seconds since 1970.")
          .labels(JobTypeLabels.class);

  private PushFamilies() {}

  /** The labels of a family by type. */
  public record JobTypeLabels(@Nullable JobType jobType) {}
}
