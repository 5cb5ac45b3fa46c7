package io.upstream.metrics.guard;

/**
 * What one look after another has found out about the series of one named value.
 *
 * <p>Recording does not touch it. A look sees of each row whether something was recorded into it
 * since the look before. It is not enough to add up what all rows of the value have: when the value
 * of another label leaves, rows go, and new ones can have the same sum.
 */
final class Activity {

  // Of the look that is going on; only the thread that looks.
  private boolean changed;
  private long growth;
  private boolean hasGauge;
  private boolean isHeld;

  // Of the last complete look; under the lock of the Admission.
  private boolean lastHasGauge;
  private boolean lastIsHeld;
  private long lastActive;
  private long weight;
  private long windowWeight;

  /** Begins with the birth of the value. */
  void begin(long nowMillis) {
    lastActive = nowMillis;
  }

  /** Begins a look. */
  void clear() {
    changed = false;
    growth = 0;
    hasGauge = false;
    isHeld = false;
  }

  /** Sees a row. */
  void row(boolean rowChanged, long rowGrowth, ValueRows.Kind kind) {
    changed |= rowChanged;
    growth += rowGrowth;
    hasGauge |= kind == ValueRows.Kind.SET_GAUGE;
    isHeld |= kind == ValueRows.Kind.HELD;
  }

  /** Ends a look. */
  void complete(long nowMillis) {
    if (changed || isHeld) {
      lastActive = nowMillis;
    }
    weight += growth;
    windowWeight += growth;
    lastHasGauge = hasGauge;
    lastIsHeld = isHeld;
  }

  /** When something was recorded last, as far as looks tell. */
  long lastActive() {
    return lastActive;
  }

  /** How much was recorded in all. */
  long weight() {
    return weight;
  }

  /** How much was recorded since the window began, in which one from before counts half. */
  long windowWeight() {
    return windowWeight;
  }

  /** Begins a window. */
  void beginWindow() {
    windowWeight /= 2;
  }

  /** Returns whether one of its series is a gauge that somebody has set. */
  boolean hasGauge() {
    return lastHasGauge;
  }

  /** Returns whether one of its series may not go: an up/down number that is not 0. */
  boolean isHeld() {
    return lastIsHeld;
  }
}
