package io.upstream.metrics.benchmarks.probe;

import com.sun.management.ThreadMXBean;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.benchmarks.peers.Drift;
import io.upstream.metrics.benchmarks.peers.Upstream;
import io.upstream.metrics.label.CustomerId;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * Whether recording is slowed by pages, and pages by recording.
 *
 * <p>Phases of all kinds alternate; of each kind the median counts. Pages of another recorder,
 * which shares nothing with the one that records, show what is the machine's. A page's time is what
 * its thread ran, for three threads on two cores wait for one another whatever they do.
 */
public final class Interference {

  private static final int CUSTOMERS = 1000;
  private static final int PHASES = 9;
  private static final int SAMPLES = 1_000_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final UpstreamRecorder recorder = Upstream.recorder(CUSTOMERS);
  private final UpstreamRecorder stranger = Upstream.recorder(CUSTOMERS);
  private final Drift[] events = Drift.ofEach(Drift.customers("customer-", CUSTOMERS));
  private volatile boolean stopped;

  private Interference() {}

  /**
   * Prints {@code alone p50, p99; during pages p50, p99; during pages of another recorder p50, p99;
   * during ten pages a second p50, p99}, in nanoseconds, and {@code alone; during recording by
   * two}, in nanoseconds a page.
   */
  public static void main(String[] arguments) throws InterruptedException {
    Interference probe = new Interference();
    long[] samples = new long[SAMPLES];
    for (Drift event : probe.events) {
      record(probe.stranger, event);
    }
    for (int i = 0; i < 5; i++) {
      probe.record(samples);
      probe.pages(30);
    }
    List<double[]> figures = new ArrayList<>();
    for (int phase = 0; phase < PHASES; phase++) {
      figures.add(probe.phase(samples));
    }
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < figures.get(0).length; i++) {
      int at = i;
      double[] sorted = figures.stream().mapToDouble(each -> each[at]).sorted().toArray();
      line.append(String.format(Locale.ROOT, "%.1f ", sorted[sorted.length / 2]));
    }
    System.out.println(line.toString().trim());
  }

  private double[] phase(long[] samples) throws InterruptedException {
    double[] alone = record(samples);
    double[] beside = recordBeside(() -> page(recorder), samples);
    double[] apart = recordBeside(() -> page(stranger), samples);
    double[] paced = recordBeside(this::pageNowAndThen, samples);
    double pageAlone = pages(100);
    Thread one = background(this::events);
    Thread other = background(this::events);
    double pageBeside = pages(100);
    stop(one);
    stop(other);
    return new double[] {
      alone[0],
      alone[1],
      beside[0],
      beside[1],
      apart[0],
      apart[1],
      paced[0],
      paced[1],
      pageAlone,
      pageBeside
    };
  }

  private double[] recordBeside(Runnable work, long[] samples) throws InterruptedException {
    Thread worker = background(work);
    double[] times = record(samples);
    stop(worker);
    return times;
  }

  private Thread background(Runnable work) {
    stopped = false;
    Thread thread =
        new Thread(
            () -> {
              while (!stopped) {
                work.run();
              }
            });
    thread.start();
    return thread;
  }

  private void stop(Thread thread) throws InterruptedException {
    stopped = true;
    thread.join();
  }

  /** The median and the 99th percentile. */
  private double[] record(long[] samples) {
    for (int i = 0, at = 0; i < samples.length; i++) {
      Drift event = events[at];
      at = at + 1 == events.length ? 0 : at + 1;
      long start = System.nanoTime();
      record(recorder, event);
      samples[i] = System.nanoTime() - start;
    }
    Arrays.sort(samples);
    return new double[] {samples[SAMPLES / 2], samples[SAMPLES / 100 * 99]};
  }

  private void events() {
    for (Drift event : events) {
      record(recorder, event);
    }
  }

  private static void record(UpstreamRecorder recorder, Drift event) {
    recorder.trackDriftEvent(
        event.product(), event.type(), event.severity(), new CustomerId(event.customer()));
  }

  private double pages(int count) {
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      long start = THREADS.getCurrentThreadCpuTime();
      page(recorder);
      nanos[i] = THREADS.getCurrentThreadCpuTime() - start;
    }
    Arrays.sort(nanos);
    return nanos[count / 2];
  }

  private void pageNowAndThen() {
    page(recorder);
    LockSupport.parkNanos(100_000_000);
  }

  private static void page(UpstreamRecorder of) {
    try {
      of.writePage(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
