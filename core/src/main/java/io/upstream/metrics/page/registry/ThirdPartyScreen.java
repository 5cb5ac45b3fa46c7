package io.upstream.metrics.page.registry;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.upstream.metrics.catalog.SelfFamilies;
import io.upstream.metrics.guard.SafeLogger;
import io.upstream.metrics.guard.value.ThirdPartyValues;
import io.upstream.metrics.label.DetectorName;
import io.upstream.metrics.label.FamilyName;
import io.upstream.metrics.label.FoldReason;
import io.upstream.metrics.label.LabelTypeName;
import io.upstream.metrics.series.SeriesRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Screens third-party families in the registry for personal data, and limits them, on our page.
 *
 * <p>When a series appears first, the detectors check each of its label values; a value that they
 * catch becomes {@code _REDACTED}. When the lines of all third-party families reach their budget, a
 * new series becomes one whose label values are all {@code _OTHER}. Series that become equal are
 * added, see {@link ThirdPartyFamily}. The registry itself does not change.
 *
 * <p>The screen keeps of a series a 64-bit hash of its labels and, if it is folded, its last
 * numbers, so memory grows with the number of series in the registry. A page without third-party
 * families has no extra work.
 */
public final class ThirdPartyScreen {

  private static final System.Logger LOG = SafeLogger.of(ThirdPartyScreen.class);
  private static final String THIRD_PARTY = "third_party";

  private final SeriesRegistry book;
  private final ThirdPartyValues values;
  private final long budget;
  private final AtomicLong moments = new AtomicLong();

  // Guarded by the lock of this object, under which only our own code runs: no detectors, log
  // handlers or collectors.
  private final Map<String, ThirdPartyFamily> families = new HashMap<>();
  private long lines;
  private boolean warned;
  private boolean leftOutWarned;
  private List<Runnable> later = new ArrayList<>(0); // counts and logs without the lock

  /**
   * Creates a screen with a budget of lines.
   *
   * @param budget sample lines that third-party families may have; series beyond them fold
   */
  public ThirdPartyScreen(SeriesRegistry book, long budget) {
    this.book = book;
    this.values = book.guards().thirdPartyValues();
    this.budget = budget;
  }

  /** Returns the moment before a page calls third-party collectors, for {@link #screened}. */
  public long moment() {
    return moments.get();
  }

  /**
   * Returns the families as the page may show them.
   *
   * @param asked the time before the collectors were called. If two pages are made at the same
   *     time, the later one may have older numbers; it then shows the totals of the other.
   */
  public List<MetricSnapshot> screened(List<MetricSnapshot> snapshots, long asked) {
    List<ThirdPartySnapshot> read = snapshots.stream().map(ThirdPartySnapshot::new).toList();
    while (true) {
      List<MetricSnapshot> screened = null;
      List<Runnable> counted = List.of();
      synchronized (this) {
        if (areJudged(read)) {
          screened = screen(read, asked);
          counted = later;
          later = new ArrayList<>(0);
        }
      }
      if (screened != null) {
        counted.forEach(Runnable::run);
        return screened;
      }
      read.forEach(each -> each.judge(values));
    }
  }

  /** Returns whether each series is known or has been judged. */
  private boolean areJudged(List<ThirdPartySnapshot> snapshots) {
    boolean judged = true;
    for (ThirdPartySnapshot snapshot : snapshots) {
      judged &= family(snapshot).find(snapshot);
    }
    return judged;
  }

  private List<MetricSnapshot> screen(List<ThirdPartySnapshot> snapshots, long asked) {
    List<MetricSnapshot> screened = new ArrayList<>(snapshots.size());
    for (ThirdPartySnapshot snapshot : snapshots) {
      screened.add(family(snapshot).screened(snapshot, asked));
    }
    return screened;
  }

  private ThirdPartyFamily family(ThirdPartySnapshot snapshot) {
    ThirdPartyFamily known = families.get(snapshot.name());
    if (known == null) {
      known = new ThirdPartyFamily(snapshot.name(), this);
      families.put(snapshot.name(), known);
    }
    return known;
  }

  /**
   * Returns the next moment: answers from now on are newer than those that were screened before.
   */
  long nextMoment() {
    return moments.incrementAndGet();
  }

  /** Notes that a detector has caught a value of a label. */
  void caught(ThirdPartySnapshot.Caught caught) {
    later.add(
        () ->
            book.counter(SelfFamilies.REDACTED)
                .inc(
                    new SelfFamilies.RedactedLabels(
                        new LabelTypeName(caught.label()), new DetectorName(caught.detector()))));
  }

  /** Takes lines from the budget; returns false, and takes none, if fewer are left. */
  boolean takes(int more) {
    if (lines + more > budget) {
      return false;
    }
    lines += more;
    return true;
  }

  void gives(int back) {
    lines -= back;
  }

  /** Notes that a series is shown as part of another one, or left out. */
  void folded(String family, FoldReason reason) {
    later.add(
        () ->
            book.counter(SelfFamilies.FOLDED)
                .inc(
                    new SelfFamilies.FoldedLabels(
                        new FamilyName(family), new LabelTypeName(THIRD_PARTY), reason)));
    if (reason == FoldReason.PAGE_BUDGET && !warned) {
      warned = true;
      later.add(
          () ->
              LOG.log(
                  System.Logger.Level.WARNING,
                  "Third-party families have more than {0} sample lines, first {1}: on this page further"
                      + " series fold into _OTHER. METRICS_THIRD_PARTY_LINE_BUDGET raises the budget,"
                      + " METRICS_SCREEN_THIRD_PARTY=false leaves these families alone.",
                  budget,
                  family));
    }
  }

  /** Warns once that series of a family are missing on the page because they cannot be added up. */
  void leftOut(String family) {
    if (!leftOutWarned) {
      leftOutWarned = true;
      later.add(
          () ->
              LOG.log(
                  System.Logger.Level.WARNING,
                  "Series of third-party families are left out of the page, first of {0}: they hold what"
                      + " looks like personal data or are over the budget of lines, and gauges, summaries"
                      + " and native histograms cannot be added up. upstream_metrics_label_folded_total"
                      + " counts them with label=\"third_party\".",
                  family));
    }
  }
}
