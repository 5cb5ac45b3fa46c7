package io.upstream.metrics.guard;

/**
 * What one look after another has found out about the series of one named value.
 *
 * <p>Recording does not touch it. A look adds up what all rows of the value say and compares with
 * the look before: a sum that is another one means that something was recorded in between.
 */
final class Activity {

  // Of the look that is going on; only the thread that looks.
  long fingerprint;
  long weight;
  boolean hasGauge;
  boolean isHeld;

  // Of the last complete look; under the lock of the Admission.
  private long lastFingerprint;
  private long lastWeight;
  private boolean lastHasGauge;
  private boolean lastIsHeld;
  private long lastActive;
  private long windowStart;

  /** Begins with the birth of the value. */
  void begin(long nowMillis) {
    lastActive = nowMillis;
  }

  /** Begins a look. */
  void clear() {
    fingerprint = 0;
    weight = 0;
    hasGauge = false;
    isHeld = false;
  }

  /** Ends a look. */
  void complete(long nowMillis) {
    if (fingerprint != lastFingerprint || isHeld) {
      lastActive = nowMillis;
    }
    lastFingerprint = fingerprint;
    lastWeight = weight;
    lastHasGauge = hasGauge;
    lastIsHeld = isHeld;
  }

  /** When something was recorded last, as far as looks tell. */
  long lastActive() {
    return lastActive;
  }

  /** How much was recorded in all. */
  long weight() {
    return lastWeight;
  }

  /** How much was recorded since the window began, in which one from before counts half. */
  long windowWeight() {
    return lastWeight - windowStart;
  }

  /** Begins a window. */
  void beginWindow() {
    windowStart = lastWeight - windowWeight() / 2;
  }

  /** Whether one of its series is a gauge that somebody has set. */
  boolean hasGauge() {
    return lastHasGauge;
  }

  /** Whether one of its series may not go: an up/down number that is not 0. */
  boolean isHeld() {
    return lastIsHeld;
  }
}
