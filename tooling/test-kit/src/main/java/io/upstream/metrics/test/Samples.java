package io.upstream.metrics.test;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.FamilyType;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.Label;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of all families of a recorder at one moment, read from its page.
 *
 * <p>The page, because it is what Prometheus would see: an assertion that holds here holds for a
 * dashboard.
 */
final class Samples {

  /** A recorder that has recorded nothing yet. */
  static final Samples NONE = new Samples(Map.of());

  private final Map<SeriesKey, Sample> series;

  private Samples(Map<SeriesKey, Sample> series) {
    this.series = series;
  }

  /** Reads what a recorder has now. */
  static Samples of(UpstreamRecorder recorder) {
    Map<String, Family<?>> byLineName = new HashMap<>();
    for (Family<?> family : recorder.families()) {
      if (family instanceof HistogramFamily<?>) {
        for (String suffix : new String[] {"_bucket", "_sum", "_count"}) {
          byLineName.put(family.name() + suffix, family);
        }
      } else {
        byLineName.put(family.name(), family);
      }
    }
    Map<SeriesKey, Sample> series = new LinkedHashMap<>();
    page(recorder)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(SampleLine::of)
        .forEach(line -> add(series, byLineName.get(line.name()), line));
    return new Samples(series);
  }

  private static void add(
      Map<SeriesKey, Sample> series, @Nullable Family<?> family, SampleLine line) {
    if (family == null) {
      return; // the line is from a collector of the application or of the JVM
    }
    Map<String, String> labels = new TreeMap<>(line.labels());
    String bound = family instanceof HistogramFamily<?> ? labels.remove("le") : null;
    // A label record does not contain the common labels.
    labels.keySet().retainAll(family.schema().labels().stream().map(Label::name).toList());
    Sample sample =
        series.computeIfAbsent(
            new SeriesKey(family.name(), labels),
            any -> new Sample(family.type(), family instanceof GaugeFamily<?>));
    if (bound != null) {
      sample.buckets.put(SampleLine.number(bound), line.value());
    } else if (family.type() == FamilyType.HISTOGRAM && line.name().endsWith("_sum")) {
      sample.sum = line.value();
    } else {
      sample.value = line.value();
    }
  }

  private static String page(UpstreamRecorder recorder) {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    try {
      recorder.writePage(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it is written to memory
    }
    return page.toString(StandardCharsets.UTF_8);
  }

  /** Returns the numbers of a series; if it does not exist, those of a series without events. */
  Sample get(SeriesKey key) {
    return series.getOrDefault(key, Sample.ABSENT);
  }

  /** Returns all series. */
  Map<SeriesKey, Sample> all() {
    return series;
  }

  /** The numbers of one series. */
  static final class Sample {

    static final Sample ABSENT = new Sample(FamilyType.GAUGE, true);

    final FamilyType type;
    // A gauge appears when it is set; the numbers of other types begin at 0.
    private final boolean appearsWhenSet;
    final Map<Double, Double> buckets = new TreeMap<>();
    // For a histogram, this is the number of its observations.
    double value;
    double sum;

    private Sample(FamilyType type, boolean appearsWhenSet) {
      this.type = type;
      this.appearsWhenSet = appearsWhenSet;
    }

    boolean isThere() {
      return this != ABSENT;
    }

    boolean hasSameNumbers(Sample other) {
      boolean appeared = appearsWhenSet && isThere() != other.isThere();
      return !appeared && value == other.value && sum == other.sum;
    }
  }
}
