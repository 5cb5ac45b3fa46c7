package io.upstream.metrics.servlet.scrape;

import io.upstream.metrics.servlet.access.IpAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * At most so many requests a minute per address. A minute starts with an address's first request.
 *
 * <p>Only the addresses seen last are remembered, so many addresses cost no more memory than a few;
 * an IPv6 subscriber counts as one, not as the 2^64 that he may write.
 */
public final class RateLimit {

  static final int MAX_ADDRESSES = 4096;
  private static final long MINUTE = 60_000_000_000L;

  private final int perMinute;
  private final LongSupplier nanoTime;
  private final Map<Long, Window> windows = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * Creates a limit.
   *
   * @param perMinute the number of requests that an address may send in a minute; 0 for no limit
   */
  public RateLimit(int perMinute, LongSupplier nanoTime) {
    this.perMinute = perMinute;
    this.nanoTime = nanoTime;
  }

  private static final class Window {
    final long start;
    int requests;

    Window(long start) {
      this.start = start;
    }
  }

  /** Counts a request: 0 where it may pass, else the seconds until the next one may. */
  public long secondsToWait(@Nullable IpAddress address) {
    if (perMinute == 0) {
      return 0;
    }
    long now = nanoTime.getAsLong();
    Long key = address == null ? -1L : address.subscriber();
    synchronized (windows) {
      Window window = windows.get(key);
      if (window == null || now - window.start >= MINUTE) {
        window = new Window(now);
        windows.put(key, window);
        forgetEldest();
      }
      if (window.requests < perMinute) {
        window.requests++;
        return 0;
      }
      return Math.max(1, (MINUTE - (now - window.start)) / 1_000_000_000L);
    }
  }

  private void forgetEldest() {
    if (windows.size() > MAX_ADDRESSES) {
      var eldest = windows.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
  }

  int addresses() {
    synchronized (windows) {
      return windows.size();
    }
  }
}
