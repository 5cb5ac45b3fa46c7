package io.upstream.metrics.sample.jobs;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.sample.ledger.Ledger;
import io.upstream.metrics.sample.ledger.LedgerEvent;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Runs jobs in the background and can wait until all of them have ended. */
@Component
public class Jobs {

  private static final System.Logger LOGGER = System.getLogger(Jobs.class.getName());

  private final UpstreamRecorder recorder;
  private final Ledger ledger;
  private final Executor workers;
  private final Executor notifications;
  private final JobWatch watch;
  private final Object lock = new Object();
  private int open;

  Jobs(
      UpstreamRecorder recorder,
      Ledger ledger,
      @Qualifier("workers") Executor workers,
      @Qualifier("notifications") Executor notifications,
      ObjectProvider<JobWatch> watch) {
    this.recorder = recorder;
    this.ledger = ledger;
    this.workers = workers;
    this.notifications = notifications;
    this.watch = watch.getIfAvailable(() -> (type, work) -> work.run());
  }

  /** The work of a job. An exception means that the job failed. */
  @FunctionalInterface
  public interface Work {
    /** Runs the work. */
    void run() throws Exception;
  }

  /** Starts a job as soon as a worker is free. Alerts have a worker of their own. */
  public void begin(JobType type, CustomerId customer, Work work) {
    Executor executor = type.equals(JobType.ALERT_PROCESSING) ? notifications : workers;
    opened(1);
    try {
      executor.execute(
          () -> {
            try {
              run(type, customer, work);
            } finally {
              opened(-1);
            }
          });
    } catch (RuntimeException shuttingDown) {
      opened(-1);
      throw shuttingDown;
    }
  }

  private void run(JobType type, CustomerId customer, Work work) {
    ledger.note(LedgerEvent.JOB_STARTED);
    try {
      recorder.runJob(
          type,
          customer,
          () -> {
            watch.around(type, work);
            return true;
          });
      ledger.note(LedgerEvent.JOB_COMPLETED);
    } catch (Exception e) {
      ledger.note(LedgerEvent.JOB_FAILED);
      LOGGER.log(System.Logger.Level.DEBUG, "A job failed: " + type.value(), e);
    }
  }

  private void opened(int more) {
    synchronized (lock) {
      open += more;
      lock.notifyAll();
    }
  }

  /** Waits until all jobs have ended; returns false if they did not end in time. */
  public boolean awaitIdle(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    synchronized (lock) {
      while (open > 0) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return false;
        }
        lock.wait(left);
      }
    }
    return true;
  }
}
