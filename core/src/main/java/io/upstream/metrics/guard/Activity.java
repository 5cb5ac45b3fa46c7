package io.upstream.metrics.guard;

/**
 * The activity of the series of one named value, as the guard's periodic looks find it.
 *
 * <p>Recording does not touch it. A look finds for each row whether anything was recorded into it
 * since the previous look. A sum over all rows of the value would not be enough: when a value of
 * another label leaves, its rows are removed, and new rows can have the same sum.
 */
final class Activity {

  // These fields belong to the current look; only the thread that looks uses them.
  private boolean changed;
  private long growth;
  private boolean hasGauge;
  private boolean isHeld;

  // These fields belong to the last complete look; the lock of the Admission guards them.
  private boolean lastHasGauge;
  private boolean lastIsHeld;
  private long lastActive;
  private long weight;
  private long windowWeight;

  /** Sets the time at which the value was named, as its first activity. */
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

  /** Adds what a look found in one row. */
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

  /** Returns the time of the last look that found a new recording, in milliseconds. */
  long lastActive() {
    return lastActive;
  }

  /** Returns the sum of all recorded growth. */
  long weight() {
    return weight;
  }

  /** Returns the growth since the window began, plus half of the previous window's weight. */
  long windowWeight() {
    return windowWeight;
  }

  /** Begins a window and halves the weight of the previous one. */
  void beginWindow() {
    windowWeight /= 2;
  }

  /** Returns whether one of its series is a gauge that the application has set. */
  boolean hasGauge() {
    return lastHasGauge;
  }

  /** Returns whether one of its series must stay: see {@link ValueRows.Kind#HELD}. */
  boolean isHeld() {
    return lastIsHeld;
  }
}
