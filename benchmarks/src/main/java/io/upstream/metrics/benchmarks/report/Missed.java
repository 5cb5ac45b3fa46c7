package io.upstream.metrics.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Why a row may be missed: what the profiles showed, and what it would take. */
final class Missed {

  private static final Map<String, String> WHY = new LinkedHashMap<>();

  static {
    WHY.put("nothing yet", "");
  }

  private Missed() {}

  static void write(StringBuilder text, List<Row> missed) {
    text.append("## What is missed, and why\n\n");
    if (missed.isEmpty()) {
      text.append("Nothing in this run.\n\n");
    }
    missed.stream()
        .map(Row::work)
        .distinct()
        .forEach(
            work -> text.append("- ").append(work).append(": ").append(why(work)).append('\n'));
    text.append('\n');
  }

  private static String why(String work) {
    return WHY.getOrDefault(work, "not looked into; it held in earlier runs.");
  }
}
