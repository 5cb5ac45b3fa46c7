package io.upstream.metrics.event;

import io.upstream.metrics.series.Gauge.Watch;
import io.upstream.metrics.series.UpDown;
import java.util.function.LongSupplier;

/**
 * Receives the events of the connections of one data source.
 *
 * <p>A vocabulary implements the methods that its families need; the others do nothing. Methods
 * that are added later do nothing by default, too.
 */
public interface ConnectionMeter {

  /**
   * Called when a connection was opened, or handed out by a pool that does not tell the two apart.
   */
  default void opened() {}

  /** Called when no connection could be obtained. */
  default void failed() {}

  /** Called when a connection was handed out. */
  default void borrowed() {}

  /** Called once when a connection was given back, even if it is closed several times. */
  default void returned() {}

  /**
   * Watches the connections in use of a pool that knows their number. Until the result is closed,
   * the supplier gives the number in use, and {@link #borrowed} and {@link #returned} are not
   * called.
   *
   * @param inUse called at each scrape, as by {@link UpDown#watch}
   */
  default Watch watchInUse(LongSupplier inUse) {
    return () -> {};
  }
}
