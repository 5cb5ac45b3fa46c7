package io.upstream.metrics.catalog;

/** The label set of a family that has no labels. */
public record NoLabels() {

  /** The only value there is. */
  public static final NoLabels NONE = new NoLabels();
}
