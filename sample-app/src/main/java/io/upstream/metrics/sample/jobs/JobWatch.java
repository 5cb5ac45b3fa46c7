package io.upstream.metrics.sample.jobs;

import io.upstream.metrics.label.JobType;

/** Wraps jobs, for a vocabulary that counts them under other names. */
@FunctionalInterface
public interface JobWatch {

  /** Runs the work of a job and throws what the work throws. */
  void around(JobType type, Jobs.Work work) throws Exception;
}
