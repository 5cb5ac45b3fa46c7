package io.upstream.metrics.series;

/** A listener that is told of each family; it refuses a family by throwing. */
public interface SeriesListener {

  /** A family is about to be there. */
  void added(FamilySeries<?, ?> series);

  /** A family that was added is not there after all, because another listener refused it. */
  default void removed(FamilySeries<?, ?> series) {}
}
