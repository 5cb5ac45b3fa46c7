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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Whether recording is slowed by pages, and pages by recording.
 *
 * <p>Phases of all kinds alternate; of each kind the median counts. Pages of another recorder,
 * which shares nothing with the one that records, show what is the machine's. A page's time is what
 * its thread ran, for three threads on two cores wait for one another in any case.
 */
public final class Interference {

  private static final int CUSTOMERS = 1000;
  private static final int PHASES = 3;
  private static final int SAMPLES = 500_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final UpstreamRecorder recorder = Upstream.recorder(CUSTOMERS);
  private final UpstreamRecorder stranger = Upstream.recorder(CUSTOMERS);
  private final Drift[] events = Drift.ofEach(Drift.customers("customer-", CUSTOMERS));
  private volatile boolean stopped;

  private Interference() {}

  /** Prints the median of each figure, in nanoseconds. */
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
    Map<String, List<Double>> figures = new LinkedHashMap<>();
    for (int phase = 0; phase < PHASES; phase++) {
      probe
          .phase(samples)
          .forEach(
              (name, nanos) -> figures.computeIfAbsent(name, any -> new ArrayList<>()).add(nanos));
    }
    figures.forEach(
        (name, nanos) ->
            System.out.printf(
                Locale.ROOT,
                "Interference %s\t%.1f%n",
                name,
                nanos.stream().sorted().toList().get(PHASES / 2)));
  }

  private Map<String, Double> phase(long[] samples) throws InterruptedException {
    Map<String, Double> figures = new LinkedHashMap<>();
    event(figures, "alone", record(samples));
    event(figures, "beside pages", recordBeside(() -> page(recorder), samples));
    event(figures, "beside pages of another recorder", recordBeside(() -> page(stranger), samples));
    event(figures, "beside ten pages a second", recordBeside(this::pageNowAndThen, samples));
    figures.put("page alone", pages(100));
    Thread one = background(this::events);
    Thread other = background(this::events);
    figures.put("page beside two threads that record", pages(100));
    stop(one);
    stop(other);
    return figures;
  }

  private static void event(Map<String, Double> figures, String how, double[] nanos) {
    figures.put("event p50 " + how, nanos[0]);
    figures.put("event p99 " + how, nanos[1]);
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
