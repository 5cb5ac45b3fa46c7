package io.upstream.metrics.sample;

import java.util.ArrayList;
import java.util.List;

/** The report of a soak test: figures for people, and a list of failures. */
final class SoakReport {

  private final List<String> complaints = new ArrayList<>();
  private final StringBuilder table = new StringBuilder();

  /** A figure. */
  void row(String what, String figure) {
    table.append("| %s | %s |%n".formatted(what, figure));
  }

  void complain(String complaint) {
    complaints.add(complaint);
  }

  /** Complains where two accounts of the same thing differ. */
  void compare(String one, Object has, String other, Object truth) {
    if (!has.equals(truth)) {
      complain("%s: %s%n%s: %s".formatted(one, has, other, truth));
    }
  }

  List<String> complaints() {
    return complaints;
  }

  /** Rows of Markdown. */
  String table() {
    return table.toString();
  }
}
