package io.upstream.metrics.guard;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * A look at the rows of values that may leave, just before they do: a value with an event since the
 * last look at all rows stays.
 */
final class LastLook implements ValueRows.Leaving {

  private final Set<LabelEntry> candidates; // in the order in which they are to leave
  private final int most;
  private final Admission admission;
  private final Set<LabelEntry> busy = new HashSet<>();
  private Set<LabelEntry> left = Set.of();

  /**
   * Creates a look that has seen no row yet.
   *
   * @param most the highest number of candidates that leave
   */
  LastLook(Set<LabelEntry> candidates, int most, Admission admission) {
    this.candidates = candidates;
    this.most = most;
    this.admission = admission;
  }

  @Override
  public void row(LabelEntry[] entries, boolean changed, long growth, ValueRows.Kind kind) {
    if (changed || kind == ValueRows.Kind.HELD) {
      busy.addAll(Arrays.asList(entries));
    }
  }

  @Override
  public Set<LabelEntry> leave() {
    left = admission.leave(this);
    return left;
  }

  Set<LabelEntry> candidates() {
    return candidates;
  }

  int most() {
    return most;
  }

  /** Returns the candidates that have left. */
  Set<LabelEntry> left() {
    return left;
  }

  /** Returns whether nothing was recorded for a value since the last look at all rows. */
  boolean isQuiet(LabelEntry entry) {
    return !busy.contains(entry);
  }
}
