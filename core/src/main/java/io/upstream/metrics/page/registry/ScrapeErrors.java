package io.upstream.metrics.page.registry;

import io.upstream.metrics.catalog.SelfFamilies;
import io.upstream.metrics.guard.SafeLogger;
import io.upstream.metrics.label.CollectorName;
import io.upstream.metrics.series.CounterSeries;
import io.upstream.metrics.series.SeriesRegistry;
import io.upstream.metrics.series.UpDownSeries;
import io.upstream.metrics.series.UpDownWatch;
import io.upstream.metrics.series.cell.CollectorState;
import io.upstream.metrics.series.cell.GaugeCell;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Isolates the rest of the page from a collector that fails. It counts each failure and logs the
 * first.
 */
public final class ScrapeErrors implements GaugeReader {

  private static final System.Logger LOG = SafeLogger.of(ScrapeErrors.class);

  // So many collectors have a series of their own; further ones share a series.
  private static final int MOST_LOGGED = 100;

  private static final int LONGEST_NAME = 126; // two dots follow a name that is cut off

  private final CounterSeries<SelfFamilies.CollectorLabels> errors;
  private final Set<String> logged = ConcurrentHashMap.newKeySet();

  public ScrapeErrors(SeriesRegistry book) {
    this.errors = book.counter(SelfFamilies.SCRAPE_ERRORS);
  }

  /** Returns the answer of third-party code, or null if the code throws. */
  public <T> @Nullable T call(String collector, Callable<@Nullable T> code) {
    try {
      return code.call();
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (Throwable e) {
      failed(collector, e);
      return null;
    }
  }

  /**
   * Calls third-party code that may never return; it is not called again until that call has
   * returned.
   */
  public <T> @Nullable T call(String collector, CollectorState state, Callable<@Nullable T> code) {
    if (state.isStuck()) {
      failed(collector, new TimeoutException("it has not answered yet"));
      return null;
    }
    CollectorThread asking = CollectorThread.current();
    if (asking == null) {
      return call(collector, code);
    }
    if (asking.isAbandoned()) {
      return null;
    }
    CollectorThread.Question around = asking.begin(new CollectorThread.Question(collector, state));
    try {
      return call(collector, code);
    } finally {
      asking.answered(around);
    }
  }

  @Override
  public long bits(String family, GaugeCell cell) {
    return GaugeCell.bits(read(family, cell));
  }

  /** Returns the number of a gauge series; null if there is none or if its supplier throws. */
  public @Nullable Double read(String family, GaugeCell cell) {
    CollectorState state = cell.state();
    return state == null ? call(family, cell::read) : call(family, state, cell::read);
  }

  /** Asks the suppliers of an up-and-down family; each that fails is left out. */
  public void refresh(UpDownSeries<?> series) {
    for (UpDownWatch watch : series.watches()) {
      call(
          series.family().name(),
          watch.state(),
          () -> {
            watch.refresh();
            return null;
          });
    }
  }

  /** Returns the beginning of a long name, because a label value has at most 128 bytes. */
  private static String shortened(String name) {
    int end = Math.min(name.length(), LONGEST_NAME);
    while (name.substring(0, end).getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
      end--;
    }
    if (end < name.length() && Character.isHighSurrogate(name.charAt(end - 1))) {
      end--; // half of a surrogate pair would make the name invalid
    }
    return end == name.length() ? name : name.substring(0, end) + "..";
  }

  public void failed(String collector, Throwable e) {
    errors.inc(new SelfFamilies.CollectorLabels(new CollectorName(shortened(collector))));
    if (logged.size() < MOST_LOGGED && logged.add(collector)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "The collector "
              + collector
              + " failed and is left out of the page; further failures are only counted in "
              + SelfFamilies.SCRAPE_ERRORS.name(),
          e);
    }
  }
}
