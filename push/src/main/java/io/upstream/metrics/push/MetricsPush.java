package io.upstream.metrics.push;

import io.upstream.metrics.JobPush;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.SelfFamilies;
import io.upstream.metrics.guard.SafeLogger;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.push.PushFamilies.JobTypeLabels;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Pushes a recorder's numbers, for a program that ends before a scrape.
 *
 * <pre>{@code
 * MetricsPush push =
 *     MetricsPush.toPushgateway(recorder, "gateway:9091").job("nightly_export").build();
 * try (JobRun run = recorder.startJob(JobType.DATA_EXPORT, customer).pushOnClose(push)) {
 *   export();
 *   run.succeeded();
 * }
 * }</pre>
 *
 * <p>A push that fails is counted in {@code upstream_metrics_push_failures_total} and logged when
 * it begins; nothing is thrown. A push takes at most the time of its attempts and the pauses
 * between them, plus half a minute in which it waits for an earlier push to end.
 */
public final class MetricsPush implements JobPush, AutoCloseable {

  private static final System.Logger LOG = SafeLogger.of(MetricsPush.class);
  private static final double MILLIS_PER_SECOND = 1_000;
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  private final UpstreamRecorder recorder;
  private final PushSink sink;
  private final boolean flush;
  private final InstantSource clock = InstantSource.system();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicBoolean failing = new AtomicBoolean();

  // One push at a time, so that newer numbers are not replaced by older ones. A push runs
  // third-party code, for example collectors, which may wait for a thread that wants to push, so
  // waiting for the lock has a limit.
  private final ReentrantLock pushing = new ReentrantLock();
  private final @Nullable ScheduledExecutorService timer;
  private final @Nullable Thread atShutdown;

  MetricsPush(
      UpstreamRecorder recorder, PushSink sink, @Nullable Duration interval, boolean flush) {
    this.recorder = recorder;
    this.sink = sink;
    this.flush = flush;
    this.timer = interval == null ? null : PushTimer.start(interval, this::pushOnTime);
    this.atShutdown = flush ? PushTimer.atShutdown(this::finish) : null;
  }

  /**
   * Begins pushes to a Pushgateway.
   *
   * @param address {@code HOST:PORT} or a URL
   */
  public static PushgatewayBuilder toPushgateway(UpstreamRecorder recorder, String address) {
    return new PushgatewayBuilder(recorder, address);
  }

  /**
   * Begins pushes to an OpenTelemetry collector, over HTTP and protobuf. It needs {@code
   * io.prometheus:prometheus-metrics-exporter-opentelemetry}, in the version of the other
   * client_java artifacts.
   *
   * @param endpoint the whole URL, such as {@code http://collector:4318/v1/metrics}
   */
  public static OtlpBuilder toOtlp(UpstreamRecorder recorder, String endpoint) {
    return new OtlpBuilder(recorder, endpoint);
  }

  /** Pushes the current numbers; returns whether they have arrived. */
  public boolean push() {
    return attempt(() -> sink.send(false));
  }

  /** Deletes the pushed group from a Pushgateway; returns whether that has worked. */
  public boolean delete() {
    return attempt(sink::delete);
  }

  /**
   * Pushes at the end of a job. When it has succeeded, the time of that is among the numbers; when
   * it has not, the time of an earlier success stays where it is.
   */
  @Override
  public void jobEnded(@Nullable JobType type, boolean succeeded) {
    if (succeeded && recorder.isEnabled()) {
      recorder
          .gauge(PushFamilies.LAST_SUCCESS)
          .set(new JobTypeLabels(type), clock.millis() / MILLIS_PER_SECOND);
    }
    attempt(() -> sink.send(!succeeded));
  }

  private void pushOnTime() {
    attempt(
        () -> {
          try {
            sink.send(false);
          } catch (InterruptedIOException e) {
            throw closed.get() ? new CutShort() : e;
          }
        });
  }

  private boolean attempt(Retry.Attempt attempt) {
    if (!recorder.isEnabled()) {
      return false; // an empty page would delete the families that others have pushed there
    }
    try {
      alone(attempt);
    } catch (CutShort e) {
      return false;
    } catch (IOException | RuntimeException | Error e) {
      // If one escaped, the timer would stop for good.
      failed(e);
      return false;
    }
    if (failing.getAndSet(false)) {
      LOG.log(System.Logger.Level.INFO, "Pushing to {0} works again.", name());
    }
    return true;
  }

  private void alone(Retry.Attempt attempt) throws IOException {
    if (pushing.isHeldByCurrentThread() || !isTurn()) {
      throw new IOException("an earlier push has not ended");
    }
    try {
      attempt.run();
    } finally {
      pushing.unlock();
    }
  }

  /** Waits for an earlier push, however often the waiting is interrupted. */
  private boolean isTurn() {
    long end = System.nanoTime() + PATIENCE_NANOS;
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return pushing.tryLock(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true; // restored below, where it ends the push itself
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void failed(Throwable e) {
    recorder.counter(SelfFamilies.PUSH_FAILURES).inc(new SelfFamilies.PushLabels(sink.target()));
    boolean first = !failing.getAndSet(true);
    LOG.log(
        first ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
        "Pushing to "
            + name()
            + " failed; until it works again, further failures are only counted: "
            + ResponseExcerpt.oneLine(e.toString()));
  }

  /** A push of the timer's that close() did not wait for: no failure, nothing is lost by it. */
  @SuppressWarnings("serial") // never serialized
  private static final class CutShort extends IOException {}

  private String name() {
    return sink.target().wireValue();
  }

  /** Stops pushing at an interval, and pushes the last state if {@code every(..)} was set. */
  @Override
  public void close() {
    if (atShutdown != null) {
      PushTimer.forget(atShutdown);
    }
    finish();
  }

  private void finish() {
    if (closed.compareAndSet(false, true)) {
      if (timer != null) {
        timer.shutdownNow();
      }
      if (flush) {
        push();
      }
      sink.close();
    }
  }
}
