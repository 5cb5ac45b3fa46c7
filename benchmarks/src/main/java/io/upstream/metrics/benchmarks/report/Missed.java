package io.upstream.metrics.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Why a row may be missed: what the profiles showed, and what it would take. */
final class Missed {

  private static final Map<String, String> WHY = new LinkedHashMap<>();

  private static final String PAGE =
      "the limit copies each line in one go from arrays that lie side by side; ours makes two copies"
          + " and prints a number. Of the page of 111,000 a third of the time goes to the 3,000"
          + " histogram children (33,000 lines), and of that a third to the JDK's `Double.toString`"
          + " of their sums, which the limit has prepared and client_java pays too. Reading the"
          + " counters is not it: with a made-up number in place of each one's, the page took 5 %"
          + " less. Garbage is under 100 KB beside the sums. It would take whole lines kept for each"
          + " series, some 130 bytes each, and a JDK that prints doubles faster.";

  static {
    WHY.put(
        "`forCustomer(..)`, bound call",
        "where an uncontended `LongAdder.increment()` takes little more than 2 ns, 1.6 times of it"
            + " leaves room for two dependent loads. Nothing is allocated; what there is is a chain"
            + " of loads: handle, entry, its number, the customer's array, the cell. A handle on one"
            + " series (`bind`) keeps the cell and has none of them. It would take a handle that"
            + " keeps the customer's array of each family.");
    WHY.put("page of 36,000 series, text", PAGE);
    WHY.put("page of 36,000 series, OpenMetrics", PAGE);
    String edge =
        "it lies on the edge: runs and Java machines with the same code had 1/85 to 1/132; " + PAGE;
    WHY.put("page of 111,000 series, text", edge);
    WHY.put("page of 111,000 series, OpenMetrics", edge);
    String gzip =
        "it lies on the edge: runs of the same code had 0.09 to 0.14. Of a page of 111,000 series (18.9"
            + " MB) zlib alone takes two thirds of ours at its fastest level, timed by itself (53 of 77"
            + " ms; its usual level 148); of client_java's it is a quarter. It would take a compressor"
            + " that is faster than zlib; one of our own was, by half, but slower by far until it is"
            + " compiled (docs/rationale.md, \"gzip is zlib's\").";
    WHY.put("a scrape over HTTP with gzip, 36,000 series", gzip);
    WHY.put("a scrape over HTTP with gzip, 111,000 series", gzip);
    WHY.put(
        "building a recorder with the whole catalogue",
        "a recorder has what the builders have not: a guard for each label type, all series of"
            + " closed labels at 0, its own figures, and a proxy in the registry for each family."
            + " What the declarations alone decide is found out once in a process, so that the"
            + " allocation profile (JFR) now has what a recorder keeps first: cells, entries, and"
            + " client_java's copied list of collectors; the CPU profile is flat, none above 10 %.");
    WHY.put(
        "protobuf through the bridge, 36,000 series",
        "the same code has several speeds: four full runs with one Java machine of each had 0.34, 0.43,"
            + " 0.46 and 1.13, and three machines each, measured right after the last, 0.44 (143 and"
            + " 327 ms). Ours makes client_java's snapshots from cells at each page, and then everything"
            + " is client_java's. Label names are checked once a page; in the profile (JFR) two thirds"
            + " are client_java's writer, a seventh its sorting. It would take a writer of our own.");
    String load =
        "not a property of the code alone: other work had both cores during the run, and with"
            + " a compiler that comes late a part of the calls is measured as it was before it was"
            + " compiled. To be measured again on a quiet machine.";
    String inlined =
        "bytes are seen where the compiler compiled the verb by itself before its caller and then"
            + " found it too large to put in: the label around the string is made. The smaller a"
            + " verb's code, the rarer; what is unusual has a method of its own for it.";
    WHY.put(
        "a value over budget",
        "client_java's own call has several speeds, as the compiler happens to put it together: one run"
            + " had 124 ns in one round and 296 in the other, another 626 and 677; ours are 64 to 113 ns"
            + " in all of them, and the ratio 0.17 to 0.52. What ours does: the value is looked for among"
            + " the named, hashed under a key, looked for among the refused, and counted twice, in its"
            + " series and in the guard's own figure; of the look-up (timed piece by piece) two fifths"
            + " are the first look, a third the hash, a fifth the second look. It would take a cache that"
            + " knows a value by something cheaper than a hash of its characters.");
    WHY.put(
        "`counter(FAMILY).inc(labels)`, an own family",
        "both calls have several speeds, as the compiler inlines them or not: the rounds of one run had"
            + " 0.41 to 2.62. Three machines for each row, and a bound handle in hot loops, settle it.");
    WHY.put("the same, 3,000 customers", inlined);
    WHY.put("the same, 2 threads", load);
    WHY.put("JDBC: prepare, execute, close on H2", load);
    WHY.put("`trackDriftEvent`, 1,000 customers", load);
    WHY.put("`Timing` around nothing", load);
  }

  private Missed() {}

  static void write(StringBuilder text, List<Row> missed) {
    text.append("## Rows that are missed or undecided, and why\n\n");
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
    return WHY.getOrDefault(work, "not looked into yet.");
  }
}
