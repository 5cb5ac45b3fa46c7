package io.upstream.metrics.fuzz;

import java.util.Map;
import java.util.TreeMap;

/** The name and labels of a line of a page. */
public record Sample(String name, Map<String, String> labels) {

  /** Copies, in the order of names. */
  public Sample {
    labels = new TreeMap<>(labels);
  }

  /** The same with one label more. */
  public Sample with(String label, String value) {
    Map<String, String> more = new TreeMap<>(labels);
    more.put(label, value);
    return new Sample(name, more);
  }
}
