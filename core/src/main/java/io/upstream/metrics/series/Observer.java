package io.upstream.metrics.series;

/** Something that takes observations: one series of a histogram. */
@FunctionalInterface
public interface Observer {

  /** Records an observation. */
  void observe(double value);
}
