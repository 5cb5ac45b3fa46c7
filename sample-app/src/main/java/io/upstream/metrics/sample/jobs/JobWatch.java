package io.upstream.metrics.sample.jobs;

import io.upstream.metrics.label.JobType;

/** Stands around jobs while they run, for who counts them under other names. */
@FunctionalInterface
public interface JobWatch {

  /** Runs the job's work, and throws what it throws. */
  void around(JobType type, Jobs.Work work) throws Exception;
}
