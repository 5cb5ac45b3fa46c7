package io.upstream.metrics.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The events of a simulated platform, kept apart from any metric. */
final class Ledger {

  private final List<Entry> entries = new ArrayList<>();
  private int now;

  /**
   * Something that happened.
   *
   * @param second when
   * @param what its kind
   * @param labels what it was about
   * @param amount how often, or how much
   */
  record Entry(int second, String what, Map<String, String> labels, double amount) {}

  /** It is later. */
  void at(int second) {
    now = second;
  }

  /** Something happens; labels are {@code name, value, ..}. */
  void add(String what, double amount, String... labels) {
    Map<String, String> about = new TreeMap<>();
    for (int i = 0; i < labels.length; i += 2) {
      about.put(labels[i], labels[i + 1]);
    }
    entries.add(new Entry(now, what, about, amount));
  }

  /** Returns the events in the seconds before now. */
  List<Entry> last(int seconds, String what) {
    return entries.stream()
        .filter(each -> each.what().equals(what) && each.second() > now - seconds)
        .toList();
  }

  /** How much of it there was, for each value of some labels. */
  Map<Map<String, String>, Double> sum(int seconds, String what, String... by) {
    Map<Map<String, String>, Double> sums = new java.util.HashMap<>();
    for (Entry each : last(seconds, what)) {
      sums.merge(kept(each, by), each.amount(), Double::sum);
    }
    return sums;
  }

  static Map<String, String> kept(Entry entry, String... by) {
    Map<String, String> kept = new TreeMap<>();
    for (String label : by) {
      kept.put(label, entry.labels().get(label));
    }
    return kept;
  }
}
