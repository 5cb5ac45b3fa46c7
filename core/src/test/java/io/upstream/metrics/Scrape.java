package io.upstream.metrics;

import io.upstream.metrics.testing.PageText;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A page as those who read it see it. */
final class Scrape {

  /** Families that change by themselves, or with every new value of a label. */
  private static final Pattern RESTLESS =
      Pattern.compile(
          "upstream_metrics_(lines|label_(values|demand|(named|returned|left|promoted)_total)"
              + "|scrape_duration_seconds\\w*)\\b.*");

  private Scrape() {}

  static String text(UpstreamRecorder recorder) {
    return PageText.of(recorder::writePage).text();
  }

  /** Every sample line, its value apart. */
  static SortedMap<String, Double> samples(UpstreamRecorder recorder) {
    SortedMap<String, Double> samples = new TreeMap<>();
    text(recorder)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(
            line -> {
              int space = line.lastIndexOf(' ');
              String value = line.substring(space + 1).replace("Inf", "Infinity");
              samples.put(line.substring(0, space), Double.valueOf(value));
            });
    return samples;
  }

  /** The samples that two recorders who saw the same have in common. */
  static SortedMap<String, Double> lasting(UpstreamRecorder recorder) {
    SortedMap<String, Double> samples = samples(recorder);
    samples.keySet().removeIf(line -> RESTLESS.matcher(line).matches());
    return samples;
  }

  /** By how much each sample differs from what it was; a line that is new came from 0. */
  static SortedMap<String, Double> moved(Map<String, Double> before, UpstreamRecorder recorder) {
    SortedMap<String, Double> moved = new TreeMap<>();
    lasting(recorder)
        .forEach(
            (line, value) -> {
              double difference = value - before.getOrDefault(line, 0.0);
              if (difference != 0) {
                moved.put(line, difference);
              }
            });
    return moved;
  }
}
