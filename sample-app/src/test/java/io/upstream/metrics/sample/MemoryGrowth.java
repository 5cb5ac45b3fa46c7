package io.upstream.metrics.sample;

import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.function.ToLongFunction;

/** Finds out whether the memory of a process grows while it works. */
final class MemoryGrowth {

  /**
   * Less than any object takes: one that is kept for each request is far above it. Of what is left
   * by every hundredth request only, it lets 200 bytes pass.
   */
  private static final double BYTES_PER_REQUEST = 2;

  /** A buffer here, a row there: on a machine that gets little done they are much for a request. */
  private static final double SHARE_OF_HEAP = 0.02;

  private static final double SHARE_AT_MOST = 0.1;

  /** Threads that start when something happens for the first time, or come and go by themselves. */
  private static final int SPARE_THREADS = 3;

  static final int SPARE_FILES = 5;
  private static final int SPARE_SERIES = 100;

  private final SoakReport report;
  private final List<Vitals> warm;
  private final Vitals last;

  private MemoryGrowth(SoakReport report, List<Vitals> vitals) {
    this.report = report;
    // A third of the time for caches, compiled code and pools to fill.
    this.warm = vitals.subList(vitals.size() / 3, vitals.size());
    this.last = vitals.get(vitals.size() - 1);
  }

  static void judge(SoakReport report, List<Vitals> vitals) {
    MemoryGrowth growth = new MemoryGrowth(report, vitals);
    growth.heap();
    growth.steady("threads", Vitals::threads, SPARE_THREADS);
    growth.steady("open files", Vitals::files, SPARE_FILES);
    growth.steady("series on the page", Vitals::series, SPARE_SERIES);
  }

  private void heap() {
    Trend heap =
        Trend.of(
            warm.stream().map(each -> new Trend.Point(each.requests(), each.liveBytes())).toList());
    LongSummaryStatistics live = warm.stream().mapToLong(Vitals::liveBytes).summaryStatistics();
    report.row(
        "live heap after each of %d full collections".formatted(warm.size()),
        "%.2f to %.2f MB".formatted(live.getMin() / 1e6, live.getMax() / 1e6));
    report.row(
        "its slope",
        "%.2f bytes a request, standard error %.2f".formatted(heap.slope(), heap.error()));
    double growth = heap.slope() * (last.requests() - warm.get(0).requests());
    boolean steep = heap.slope() > BYTES_PER_REQUEST + 3 * heap.error();
    if ((steep && growth > SHARE_OF_HEAP * live.getMin())
        || last.liveBytes() > (1 + SHARE_AT_MOST) * warm.get(0).liveBytes()) {
      report.complain(
          "The heap grows by %.1f bytes with each request.%nBefore:%n%s%nAfter:%n%s"
              .formatted(
                  heap.slope(),
                  String.join("\n", warm.get(0).heap()),
                  String.join("\n", last.heap())));
    }
  }

  private void steady(String what, ToLongFunction<Vitals> count, int spare) {
    long before = count.applyAsLong(warm.get(0));
    long after = count.applyAsLong(last);
    report.row(what + ", warm and in the end", "%d and %d".formatted(before, after));
    if (after > before + spare) {
      report.complain("There are more %s: %d, and then %d.".formatted(what, before, after));
    }
  }
}
