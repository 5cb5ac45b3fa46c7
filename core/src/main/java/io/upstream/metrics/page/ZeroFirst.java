package io.upstream.metrics.page;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides which new counters and histograms a page still shows as 0.
 *
 * <p>Prometheus computes an increase from two samples, so it does not see the events of a series
 * before its first sample. A page therefore shows a new series as 0 until every scraper can have
 * read the 0 once: for the time H, which is 3.3 times the largest of the last ten gaps between the
 * pages of one scraper. (With 2.2 times, scrapers that lose one page in twenty missed one event in
 * a hundred.) H is at most 150 seconds, so that a reader that comes once an hour does not delay
 * values for hours. H is 150 seconds until a gap is known.
 *
 * <p>There is one watermark, which only rises: series that began before it are shown. So no page
 * shows 0 after a value, for any scraper. Scrapers are told apart by address, user agent and
 * timeout, and also with the port, for two behind one address. The table drops the scraper whose
 * last page is the oldest.
 */
final class ZeroFirst {

  /** Shows every series as it is. */
  static final int TRUTH = Integer.MAX_VALUE;

  /** The setting for H by the gaps between scrapes. */
  static final long BY_GAPS = -1;

  private static final int MOST_SCRAPERS = 64;
  private static final int GAPS = 10;
  private static final double GAPS_TO_WAIT = 3.3;
  private static final int LONGEST = 1_500; // in tenths of a second
  private static final double NANOS = 1e8;

  private final LongSupplier ticker;
  private final long fixed; // in tenths of a second; negative if the gaps between scrapes decide

  // Only our own code runs under the lock of this map.
  private final Map<Scraper, Gaps> scrapers = new LinkedHashMap<>(16, 0.75f, true);
  private int watermark = -1;
  private boolean closed;

  private static final class Gaps {
    private final long[] last = new long[GAPS];
    private long before;
    private int count;

    Gaps(long now) {
      before = now;
    }

    void add(long now) {
      // If two pages are made at the same time, the later one may have read the clock first.
      last[count++ % GAPS] = Math.max(0, now - before);
      before = Math.max(before, now);
    }

    long largest() {
      long largest = 0;
      for (long gap : last) {
        largest = Math.max(largest, gap);
      }
      return largest;
    }
  }

  /**
   * Creates it for a page that has shown nothing yet.
   *
   * @param ticker a clock of nanoseconds
   * @param seconds the time for which a new series is shown as 0; {@link #BY_GAPS} to derive it
   *     from the gaps between scrapes
   */
  ZeroFirst(LongSupplier ticker, long seconds) {
    this.ticker = ticker;
    this.fixed = seconds < 0 ? BY_GAPS : Math.min(seconds, Integer.MAX_VALUE / 10) * 10;
  }

  /**
   * Returns the {@code bornAt} up to which a page that is written now shows series with their
   * values.
   *
   * @param scraper the scraper; null for a reader that does not scrape at intervals
   * @param now the time by the clock of {@code bornAt}, which is rounded up
   */
  int shownUntil(@Nullable Scraper scraper, int now) {
    return scraper == null || fixed == 0 ? TRUTH : shownUntil(scraper, now, ticker.getAsLong());
  }

  private synchronized int shownUntil(Scraper scraper, int now, long time) {
    if (closed) {
      return TRUTH;
    }
    scraped(scraper, time);
    scraped(new Scraper(scraper.address(), -1, scraper.userAgent(), scraper.timeout()), time);
    watermark = Math.max(watermark, now - 1 - hold());
    return watermark;
  }

  private void scraped(Scraper scraper, long time) {
    Gaps gaps = scrapers.get(scraper);
    if (gaps != null) {
      gaps.add(time);
      return;
    }
    scrapers.put(scraper, new Gaps(time));
    if (scrapers.size() > MOST_SCRAPERS) {
      Iterator<Scraper> oldest = scrapers.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** Returns H in tenths of a second. */
  synchronized int hold() {
    if (fixed >= 0) {
      return (int) fixed;
    }
    long largest = 0;
    for (Gaps gaps : scrapers.values()) {
      largest = Math.max(largest, gaps.largest());
    }
    return largest == 0
        ? LONGEST
        : (int) Math.min(LONGEST, Math.ceil(GAPS_TO_WAIT * largest / NANOS));
  }

  synchronized int scrapers() {
    return scrapers.size();
  }

  /**
   * Shows all series with their values from now on, because the process ends and no scraper comes
   * again.
   */
  synchronized void close() {
    closed = true;
  }
}
