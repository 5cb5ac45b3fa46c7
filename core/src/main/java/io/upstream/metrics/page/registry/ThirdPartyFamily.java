package io.upstream.metrics.page.registry;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import io.upstream.metrics.label.FoldReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One third-party family: which of its series the page shows as they are and which fold.
 *
 * <p>A folded series is the sum of its members: the numbers of those in the registry, plus the last
 * numbers of those that were removed or have started again. So it never falls, and no event is lost
 * or counted twice. Only counters and classic histograms with the same bounds can be added. A
 * folded series of another type is shown while it has one member, and left out otherwise.
 */
final class ThirdPartyFamily {

  private static final double[] NOTHING = {};

  /** A series of the registry: where it goes, and its last numbers if it is folded. */
  static final class Member {
    private final @Nullable Folded into;
    private final int lines;
    private double[] last = NOTHING;
    private long seen;

    Member(@Nullable Folded into, int lines) {
      this.into = into;
      this.lines = lines;
    }
  }

  /** A series of the page into which other series fold. */
  private static final class Folded {
    private final Labels labels;
    private double[] total = NOTHING;
    private @Nullable ClassicHistogramBuckets bounds;
    private int members;
    private @Nullable DataPointSnapshot only;

    Folded(Labels labels) {
      this.labels = labels;
    }
  }

  private final String name;
  private final ThirdPartyScreen screen;
  private final Map<Long, Member> members = new HashMap<>();
  private final Map<Labels, Folded> folded = new LinkedHashMap<>();
  private long newest;
  private long page;

  ThirdPartyFamily(String name, ThirdPartyScreen screen) {
    this.name = name;
    this.screen = screen;
  }

  /** Marks the series that are known; returns whether all others have been checked. */
  boolean find(ThirdPartySnapshot snapshot) {
    boolean judged = true;
    for (int i = 0; i < snapshot.size(); i++) {
      judged &= snapshot.found(i, members.get(snapshot.key(i)));
    }
    return judged;
  }

  /** Returns the family as the page shows it; the same object where nothing is folded. */
  MetricSnapshot screened(ThirdPartySnapshot snapshot, long asked) {
    boolean fresh = asked >= newest;
    page++;
    List<DataPointSnapshot> shown = new ArrayList<>(snapshot.size());
    folded.values().forEach(ThirdPartyFamily::restart);
    for (int i = 0; i < snapshot.size(); i++) {
      DataPointSnapshot point = snapshot.point(i);
      Member member = snapshot.member(i);
      ThirdPartySnapshot.Judgement judgement = snapshot.judgement(i);
      if (member == null && judgement != null && fresh) {
        member = judged(point, judgement);
        members.put(snapshot.key(i), member);
      }
      if (member == null) {
        continue; // this page is older than the last one, and the series is new to it
      }
      member.seen = page;
      if (member.into == null) {
        shown.add(point);
      } else {
        add(member.into, member, point, fresh);
      }
    }
    if (fresh) {
      forgetGone();
      newest = screen.nextMoment();
    }
    MetricSnapshot family = snapshot.family();
    if (shown.size() == snapshot.size()) {
      return family;
    }
    for (Folded each : folded.values()) {
      DataPointSnapshot point = point(family, each, fresh);
      if (point != null) {
        shown.add(point);
      }
    }
    return with(family, shown);
  }

  private static void restart(Folded each) {
    each.members = 0;
    each.only = null;
  }

  private Member judged(DataPointSnapshot point, ThirdPartySnapshot.Judgement judgement) {
    Labels labels = judgement.labels();
    judgement.caught().forEach(screen::caught);
    int lines = lines(point);
    FoldReason reason = FoldReason.REDACTED;
    if (labels == null) {
      if (screen.takes(lines)) {
        return new Member(null, lines);
      }
      reason = FoldReason.PAGE_BUDGET;
    } else if (!folded.containsKey(labels) && !screen.takes(lines)) {
      labels = null;
      reason = FoldReason.PAGE_BUDGET;
    }
    screen.folded(name, reason);
    Labels into = labels != null ? labels : allOther(point.getLabels());
    return new Member(folded.computeIfAbsent(into, Folded::new), 0);
  }

  private static Labels allOther(Labels labels) {
    String[] names = new String[labels.size()];
    String[] values = new String[labels.size()];
    for (int i = 0; i < names.length; i++) {
      names[i] = labels.getName(i);
      values[i] = ThirdPartySnapshot.OTHER;
    }
    return Labels.of(names, values);
  }

  private void add(Folded into, Member member, DataPointSnapshot point, boolean fresh) {
    into.members++;
    into.only = point;
    double[] numbers = numbers(into, point);
    if (!fresh || numbers.length == 0) {
      return;
    }
    if (isRestarted(member.last, numbers)) {
      into.total = sum(into.total, numbers, 1);
    } else {
      into.total = sum(sum(into.total, member.last, -1), numbers, 1);
    }
    member.last = numbers;
  }

  /** Removes members that are no longer in the registry; their last numbers stay in the total. */
  private void forgetGone() {
    Iterator<Member> all = members.values().iterator();
    while (all.hasNext()) {
      Member member = all.next();
      if (member.seen != page) {
        screen.gives(member.lines);
        all.remove();
      }
    }
  }

  /**
   * Returns the numbers of a series that can be added up: the value of a counter, or the buckets
   * and the sum of a classic histogram.
   */
  private static double[] numbers(Folded into, DataPointSnapshot point) {
    if (point instanceof CounterDataPointSnapshot counter) {
      return new double[] {counter.getValue()};
    }
    if (!(point instanceof HistogramDataPointSnapshot histogram)
        || !histogram.hasClassicHistogramData()) {
      return NOTHING;
    }
    ClassicHistogramBuckets buckets = histogram.getClassicBuckets();
    if (into.bounds == null) {
      into.bounds = buckets;
    } else if (!isAlike(into.bounds, buckets)) {
      return NOTHING;
    }
    double[] numbers = new double[buckets.size() + 1];
    for (int i = 0; i < buckets.size(); i++) {
      numbers[i] = buckets.getCount(i);
    }
    numbers[buckets.size()] = histogram.getSum();
    return numbers;
  }

  private static boolean isAlike(ClassicHistogramBuckets one, ClassicHistogramBuckets other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (one.getUpperBound(i) != other.getUpperBound(i)) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether a count has fallen; the sum of a histogram, which comes last, may fall. */
  private static boolean isRestarted(double[] last, double[] now) {
    int counts = Math.min(last.length, now.length > 1 ? now.length - 1 : now.length);
    for (int i = 0; i < counts; i++) {
      if (now[i] < last[i]) {
        return true;
      }
    }
    return false;
  }

  private static double[] sum(double[] one, double[] other, int sign) {
    double[] sum = Arrays.copyOf(one, Math.max(one.length, other.length));
    for (int i = 0; i < other.length; i++) {
      sum[i] += sign * other[i];
    }
    return sum;
  }

  private @Nullable DataPointSnapshot point(MetricSnapshot snapshot, Folded each, boolean fresh) {
    if (snapshot instanceof CounterSnapshot && each.total.length == 1) {
      return new CounterDataPointSnapshot(each.total[0], each.labels, null, 0);
    }
    if (each.bounds != null && snapshot instanceof HistogramSnapshot histogram) {
      return histogram.isGaugeHistogram() ? null : histogramPoint(each.bounds, each);
    }
    DataPointSnapshot only = each.members == 1 ? each.only : null;
    DataPointSnapshot relabelled = only == null ? null : relabelled(only, each.labels);
    if (relabelled == null && each.members > 0 && fresh) {
      screen.leftOut(name);
    }
    return relabelled;
  }

  private static DataPointSnapshot histogramPoint(ClassicHistogramBuckets bounds, Folded each) {
    double[] upper = new double[bounds.size()];
    long[] counts = new long[bounds.size()];
    for (int i = 0; i < upper.length; i++) {
      upper[i] = bounds.getUpperBound(i);
      counts[i] = Math.round(each.total[i]);
    }
    return HistogramDataPointSnapshot.builder()
        .classicHistogramBuckets(ClassicHistogramBuckets.of(upper, counts))
        .sum(each.total[upper.length])
        .labels(each.labels)
        .build();
  }

  private static @Nullable DataPointSnapshot relabelled(DataPointSnapshot point, Labels labels) {
    if (point instanceof GaugeDataPointSnapshot gauge) {
      return new GaugeDataPointSnapshot(gauge.getValue(), labels, null);
    }
    if (point instanceof UnknownDataPointSnapshot unknown) {
      return new UnknownDataPointSnapshot(unknown.getValue(), labels, null);
    }
    if (point instanceof InfoDataPointSnapshot) {
      return new InfoDataPointSnapshot(labels);
    }
    if (point instanceof SummaryDataPointSnapshot summary) {
      return SummaryDataPointSnapshot.builder()
          .count(summary.getCount())
          .sum(summary.getSum())
          .quantiles(summary.getQuantiles())
          .labels(labels)
          .build();
    }
    return null;
  }

  private static MetricSnapshot with(MetricSnapshot snapshot, List<DataPointSnapshot> points) {
    if (snapshot instanceof CounterSnapshot) {
      return new CounterSnapshot(
          snapshot.getMetadata(), of(CounterDataPointSnapshot.class, points));
    }
    if (snapshot instanceof GaugeSnapshot) {
      return new GaugeSnapshot(snapshot.getMetadata(), of(GaugeDataPointSnapshot.class, points));
    }
    if (snapshot instanceof HistogramSnapshot histogram) {
      return new HistogramSnapshot(
          histogram.isGaugeHistogram(),
          snapshot.getMetadata(),
          of(HistogramDataPointSnapshot.class, points));
    }
    if (snapshot instanceof SummarySnapshot) {
      return new SummarySnapshot(
          snapshot.getMetadata(), of(SummaryDataPointSnapshot.class, points));
    }
    if (snapshot instanceof InfoSnapshot) {
      return new InfoSnapshot(snapshot.getMetadata(), of(InfoDataPointSnapshot.class, points));
    }
    if (snapshot instanceof StateSetSnapshot) {
      return new StateSetSnapshot(
          snapshot.getMetadata(), of(StateSetSnapshot.StateSetDataPointSnapshot.class, points));
    }
    return new UnknownSnapshot(snapshot.getMetadata(), of(UnknownDataPointSnapshot.class, points));
  }

  private static <T extends DataPointSnapshot> List<T> of(
      Class<T> type, List<DataPointSnapshot> points) {
    return points.stream().map(type::cast).toList();
  }

  /** Returns the number of sample lines that a series has in the text formats. */
  private static int lines(DataPointSnapshot point) {
    if (point instanceof HistogramDataPointSnapshot histogram) {
      return histogram.hasClassicHistogramData() ? histogram.getClassicBuckets().size() + 2 : 3;
    }
    if (point instanceof SummaryDataPointSnapshot summary) {
      return summary.getQuantiles().size() + 2;
    }
    if (point instanceof StateSetSnapshot.StateSetDataPointSnapshot states) {
      return states.size();
    }
    return 1;
  }
}
