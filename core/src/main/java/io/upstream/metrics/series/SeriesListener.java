package io.upstream.metrics.series;

/** Somebody who has to know of each family: one who throws refuses it. */
public interface SeriesListener {

  /** A family is about to be there. */
  void added(Series<?, ?> series);

  /** A family that was added is not there after all, because another listener refused it. */
  default void removed(Series<?, ?> series) {}
}
