package io.upstream.metrics.console;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.page.Json;
import io.upstream.metrics.page.PageFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The latest values of the sums of a {@link ChartHistory}, in a ring buffer for each group.
 *
 * <p>A daemon thread writes the families of the sums at each interval while the servlet is in
 * service. A page that cannot be written leaves a gap. The memory is bounded: by sums, groups and
 * moments.
 */
final class RecentValues {

  private static final long LONGEST_STOP_MILLIS = 2_000;
  private static final String OTHER = "_OTHER";
  private static final List<String> SUFFIXES = List.of("_total", "_bucket", "_count", "_sum");

  private final ChartHistory history;
  private final UpstreamRecorder recorder;
  private final Set<String> families = new LinkedHashSet<>();
  private final Map<String, Kept> kept = new LinkedHashMap<>();
  private final long[] times = new long[ChartHistory.MOMENTS];
  private int moments;
  private @Nullable Thread thread;

  /** The groups of one sum. */
  private static final class Kept {
    private final ChartHistory.Sum sum;
    private final Map<List<String>, Ring> rings = new LinkedHashMap<>();

    Kept(ChartHistory.Sum sum) {
      this.sum = sum;
    }

    List<String> groupOf(ShownSample sample) {
      return sum.by().stream().map(label -> sample.labels().getOrDefault(label, "")).toList();
    }

    double join(double one, double other) {
      return sum.smallest() ? Math.min(one, other) : one + other;
    }

    void begin(int moment) {
      rings.values().removeIf(ring -> ring.lastMoment <= moment - ChartHistory.MOMENTS);
      rings.values().forEach(ring -> ring.values[slot(moment)] = Double.NaN);
    }

    void put(int moment, List<String> group, double value) {
      Ring ring = ring(group);
      double before = ring.values[slot(moment)];
      ring.values[slot(moment)] = Double.isNaN(before) ? value : join(before, value);
      ring.lastMoment = moment;
    }

    private Ring ring(List<String> group) {
      Ring ring = rings.get(group);
      if (ring == null) {
        boolean isFull = rings.size() >= ChartHistory.GROUPS - 1;
        List<String> key = isFull ? Collections.nCopies(group.size(), OTHER) : group;
        ring = rings.computeIfAbsent(key, added -> new Ring());
      }
      return ring;
    }

    Map<String, String> labels(List<String> group) {
      Map<String, String> labels = new LinkedHashMap<>();
      for (int i = 0; i < group.size(); i++) {
        labels.put(sum.by().get(i), group.get(i));
      }
      return labels;
    }
  }

  /** The values of one group; NaN where it had none. */
  private static final class Ring {
    private final double[] values = new double[ChartHistory.MOMENTS];
    private int lastMoment;

    Ring() {
      Arrays.fill(values, Double.NaN);
    }
  }

  RecentValues(ChartHistory history, UpstreamRecorder recorder) {
    this.history = history;
    this.recorder = recorder;
    for (ChartHistory.Sum sum : history.sums()) {
      String sample = sum.sample();
      kept.put(sample, new Kept(sum));
      families.add(sample);
      for (String suffix : SUFFIXES) {
        if (sample.endsWith(suffix)) {
          families.add(sample.substring(0, sample.length() - suffix.length()));
        }
      }
    }
  }

  private static int slot(int moment) {
    return moment % ChartHistory.MOMENTS;
  }

  void start() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    synchronized (this) {
      if (thread == null && !kept.isEmpty()) {
        // Copying inheritable thread-local values would run an application's code under the lock.
        thread = new Thread(null, this::run, "upstream-metrics-console", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(loader);
        thread.start();
      }
    }
  }

  /** Stops the thread and waits for its end: a container complains about threads that are left. */
  void stop() {
    Thread stopped;
    synchronized (this) {
      stopped = thread;
      thread = null;
    }
    if (stopped != null) {
      stopped.interrupt();
      try {
        stopped.join(LONGEST_STOP_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void run() {
    long interval = history.interval().toNanos();
    long next = System.nanoTime();
    try {
      while (!Thread.currentThread().isInterrupted()) {
        takeNow();
        next = Math.max(next + interval, System.nanoTime()); // moments that were missed are skipped
        TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
      }
    } catch (InterruptedException stopped) {
      return;
    }
  }

  /** Takes the values of now; a page that fails leaves a gap, and the thread goes on. */
  void takeNow() {
    if (recorder.isEnabled()) {
      try {
        take(System.currentTimeMillis());
      } catch (IOException | RuntimeException | Error unwritten) {
        return; // the recorder logs failures of its page; the charts lack this moment
      }
    }
  }

  /** Takes the values of a moment. */
  void take(long epochMillis) throws IOException {
    Map<Kept, Map<List<String>, Double>> values = new LinkedHashMap<>();
    recorder.writePage(PageFormat.TEXT, families, new PageLines(line -> add(line, values)));
    synchronized (this) {
      int moment = moments++;
      times[slot(moment)] = epochMillis;
      kept.values().forEach(each -> each.begin(moment));
      values.forEach(
          (each, groups) -> groups.forEach((group, value) -> each.put(moment, group, value)));
    }
  }

  private void add(String line, Map<Kept, Map<List<String>, Double>> values) {
    Kept each = line.isEmpty() || line.charAt(0) == '#' ? null : kept.get(nameIn(line));
    if (each != null) {
      ShownSample sample = ShownSample.parse(line);
      double value = number(sample.value());
      if (!Double.isNaN(value)) {
        values
            .computeIfAbsent(each, first -> new LinkedHashMap<>())
            .merge(each.groupOf(sample), value, each::join);
      }
    }
  }

  private static String nameIn(String line) {
    int end = 0;
    while (end < line.length() && line.charAt(end) != '{' && line.charAt(end) != ' ') {
      end++;
    }
    return line.substring(0, end);
  }

  private static double number(String text) {
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  /**
   * Returns the values as JSON: the times in milliseconds, and for each group its labels and a
   * value or null for each time.
   *
   * @param since the time in milliseconds; only later values are returned
   */
  synchronized String json(long since) {
    List<Integer> slots =
        IntStream.range(Math.max(0, moments - ChartHistory.MOMENTS), moments)
            .map(RecentValues::slot)
            .filter(slot -> times[slot] > since)
            .boxed()
            .toList();
    List<Object> series = new ArrayList<>();
    if (!slots.isEmpty()) {
      for (Kept each : kept.values()) {
        each.rings.forEach(
            (group, ring) -> {
              Map<String, Object> one = new LinkedHashMap<>();
              one.put("name", each.sum.sample());
              one.put("labels", each.labels(group));
              one.put("values", values(ring, slots));
              series.add(one);
            });
      }
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("interval_millis", history.interval().toMillis());
    answer.put("times", slots.stream().map(slot -> times[slot]).toList());
    answer.put("series", series);
    return Json.write(answer);
  }

  private static List<@Nullable Number> values(Ring ring, List<Integer> slots) {
    List<@Nullable Number> values = new ArrayList<>(slots.size());
    for (int slot : slots) {
      double value = ring.values[slot];
      boolean isWhole = value == Math.rint(value) && Math.abs(value) < 1e15;
      // JSON has no infinite number and no NaN.
      values.add(!Double.isFinite(value) ? null : isWhole ? (Number) (long) value : (Number) value);
    }
    return values;
  }
}
