package io.upstream.metrics.page.registry;

import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.upstream.metrics.guard.value.ThirdPartyValues;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A third-party family as the registry has it for one page, with the detectors' results for its new
 * series.
 *
 * <p>It is read and checked without a lock, because an application's detectors and collectors may
 * wait for another page.
 */
final class ThirdPartySnapshot {

  static final String REDACTED = "_REDACTED";
  static final String OTHER = "_OTHER";

  private final MetricSnapshot family;
  private final String name;
  private final List<? extends DataPointSnapshot> points;
  private final long[] keys;
  private final ThirdPartyFamily.@Nullable Member[] members;
  private final @Nullable Judgement[] judgements;

  /** A value that a detector has caught. */
  record Caught(String label, String detector) {}

  /**
   * The result of the detectors for a series.
   *
   * @param labels its labels with what looks like personal data replaced; null if nothing does
   */
  record Judgement(@Nullable Labels labels, List<Caught> caught) {}

  ThirdPartySnapshot(MetricSnapshot family) {
    this.family = family;
    this.name = family.getMetadata().getPrometheusName();
    this.points = family.getDataPoints();
    this.keys = new long[points.size()];
    this.members = new ThirdPartyFamily.@Nullable Member[keys.length];
    this.judgements = new @Nullable Judgement[keys.length];
    for (int i = 0; i < keys.length; i++) {
      for (Label label : points.get(i).getLabels()) {
        keys[i] = ThirdPartyValues.hash(keys[i], label.getName());
        keys[i] = ThirdPartyValues.hash(keys[i], label.getValue());
      }
    }
  }

  MetricSnapshot family() {
    return family;
  }

  String name() {
    return name;
  }

  /** Returns the number of series. */
  int size() {
    return keys.length;
  }

  DataPointSnapshot point(int i) {
    return points.get(i);
  }

  /** Returns a 64-bit hash of a series' labels. */
  long key(int i) {
    return keys[i];
  }

  /** Returns what the screen knows of a series; null if it is new. */
  ThirdPartyFamily.@Nullable Member member(int i) {
    return members[i];
  }

  /** Stores the screen's member for a series; returns whether the series is known or checked. */
  boolean found(int i, ThirdPartyFamily.@Nullable Member member) {
    members[i] = member;
    return member != null || judgements[i] != null;
  }

  @Nullable Judgement judgement(int i) {
    return judgements[i];
  }

  /** Judges the series that are new. The caller must not hold a lock, because detectors run. */
  void judge(ThirdPartyValues values) {
    for (int i = 0; i < keys.length; i++) {
      if (members[i] == null && judgements[i] == null) {
        judgements[i] = judgement(points.get(i).getLabels(), values);
      }
    }
  }

  private static Judgement judgement(Labels labels, ThirdPartyValues values) {
    String[] names = new String[labels.size()];
    String[] shown = new String[labels.size()];
    List<Caught> caught = new ArrayList<>(0);
    boolean changed = false;
    for (int i = 0; i < names.length; i++) {
      names[i] = labels.getName(i);
      shown[i] = labels.getValue(i);
      // A value that equals a reserved one is folded into it, so that no line appears twice.
      boolean reserved = shown[i].equals(REDACTED) || shown[i].equals(OTHER);
      String detector = reserved ? null : values.detector(names[i], shown[i]);
      if (detector != null) {
        caught.add(new Caught(names[i], detector));
        shown[i] = REDACTED;
      }
      changed |= reserved || detector != null;
    }
    return new Judgement(changed ? Labels.of(names, shown) : null, List.copyOf(caught));
  }
}
