package io.upstream.metrics.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Why a row may be missed: what the profiles showed, and what it would take. */
final class Missed {

  private static final Map<String, String> WHY = new LinkedHashMap<>();

  static {
    WHY.put(
        "`forCustomer(..)`, bound call",
        "on processors where an uncontended `LongAdder.increment()` takes little more than 2 ns, 1.6"
            + " times of it leaves room for two dependent loads beside the addition itself. The CPU"
            + " profile has nothing but such loads: handle, entry, its number, the customer's array,"
            + " the cell. Nothing is allocated. A handle on one series (`bind`) keeps the cell and"
            + " has none of them. It would take a handle that keeps the customer's array of each"
            + " family, about twice the memory of the customer's series for every one that is held.");
    WHY.put(
        "page of 36,000 series, text",
        "the limit copies each line in one go from arrays that lie side by side. The CPU profile has"
            + " a third in copying (two pieces a line), half in printing numbers and in reading cells"
            + " that lie where they were allocated, and a twentieth in the figures of the guards,"
            + " whose sketches are read for each page. It would take the numbers of a customer in one"
            + " array instead of a cell each, and then a new answer for threads that count the same"
            + " series at once. At 111,000 series, where no cache holds the limit's lines either, it"
            + " is well within.");
    WHY.put("page of 36,000 series, OpenMetrics", "as for the text format, whose lines they are.");
    WHY.put(
        "building a recorder with the whole catalogue",
        "a recorder has what the builders have not: a guard with detectors for each label type, all"
            + " series of closed labels at 0, its own figures, and a proxy in the registry for each"
            + " family. The allocation profile has the guards' sketches and tables first, then the"
            + " families' label plans. It is paid once in a process, and takes less than a"
            + " millisecond.");
    WHY.put(
        "protobuf through the bridge, 36,000 series",
        "the page is client_java's either way; ours makes its snapshots from cells each time, and"
            + " sorts labels that client_java keeps sorted. The allocation profile has `Labels` and"
            + " the snapshots. It would take labels that are kept for each series, which is the"
            + " memory that is saved now. Protobuf is sent only to whom asks for it by name.");
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
