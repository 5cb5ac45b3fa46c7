package io.upstream.metrics.series;

/** Somebody who has to know of each family: one who throws refuses it. */
public interface SeriesListener {

  /** A family is about to be there. */
  void added(FamilySeries<?, ?> series);

  /** A family that was added is not there after all, because another listener refused it. */
  default void removed(FamilySeries<?, ?> series) {}
}
