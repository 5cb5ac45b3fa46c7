package io.upstream.metrics.sample.api;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** A token bucket for each key: a number of calls at once, and a refill rate per second. */
final class TokenBuckets {

  /**
   * Bounded, because keys come from outside: the key that called longest ago is forgotten and
   * starts with a full bucket again.
   */
  private static final int MOST_KEYS = 1_000;

  private final Clock clock;
  private final double capacity;
  private final double perSecond;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MOST_KEYS;
        }
      };

  TokenBuckets(Clock clock, int capacity, double perSecond) {
    this.clock = clock;
    this.capacity = capacity;
    this.perSecond = perSecond;
  }

  /** Takes a token; returns false if none is left. */
  synchronized boolean take(String key) {
    long now = clock.millis();
    Bucket bucket = buckets.computeIfAbsent(key, any -> new Bucket(capacity, now));
    bucket.tokens =
        Math.min(capacity, bucket.tokens + Math.max(0, now - bucket.at) * perSecond / 1_000);
    bucket.at = now;
    if (bucket.tokens < 1) {
      return false;
    }
    bucket.tokens--;
    return true;
  }

  private static final class Bucket {
    double tokens;
    long at;

    Bucket(double tokens, long at) {
      this.tokens = tokens;
      this.at = at;
    }
  }
}
