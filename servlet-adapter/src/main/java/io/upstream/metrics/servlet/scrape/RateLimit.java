package io.upstream.metrics.servlet.scrape;

import io.upstream.metrics.servlet.access.IpAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A limit of the requests of one address in a minute. A minute starts with the address's first
 * request.
 *
 * <p>The limit remembers only the latest addresses, so many addresses need no more memory than a
 * few. An IPv6 subscriber counts as one address, although it has 2^64.
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
