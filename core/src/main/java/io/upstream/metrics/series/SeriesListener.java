package io.upstream.metrics.series;

/** A listener that is called for each family; it refuses a family by throwing. */
public interface SeriesListener {

  /** Called before a family is added. */
  void added(FamilySeries<?, ?> series);

  /**
   * Called when a family is removed, or is not added after all because another listener refused it.
   */
  default void removed(FamilySeries<?, ?> series) {}
}
