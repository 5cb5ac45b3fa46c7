package io.upstream.metrics.event;

import io.upstream.metrics.series.Gauge.Watch;
import io.upstream.metrics.series.UpDown;
import java.util.function.LongSupplier;

/**
 * Takes what happens to the connections of one data source.
 *
 * <p>A vocabulary implements the methods that its families need; the others do nothing. Methods
 * that are added later do nothing by default, too.
 */
public interface ConnectionMeter {

  /** A connection was opened, or handed out by a pool that does not say. */
  default void opened() {}

  /** No connection could be had. */
  default void failed() {}

  /** A connection was handed out. */
  default void borrowed() {}

  /** A connection was given back, once however often it was closed. */
  default void returned() {}

  /**
   * The connections belong to a pool that can be asked how many it has handed out. Until the answer
   * is closed, that is the number in use, and {@link #borrowed} and {@link #returned} say nothing.
   *
   * @param inUse asked at each scrape, as {@link UpDown#watch} does
   */
  default Watch watchInUse(LongSupplier inUse) {
    return () -> {};
  }
}
