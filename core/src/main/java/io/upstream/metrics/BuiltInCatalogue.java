package io.upstream.metrics;

/**
 * Which families a recorder has before an application adds its own.
 *
 * <p>{@code METRICS_CATALOGUE} and {@code upstream.metrics.catalogue} set it, too.
 */
public enum BuiltInCatalogue {
  /** The platform's: those of the verbs, and HTTP and database families under its names. */
  PLATFORM,
  /**
   * None of the platform's but those of background jobs: its verbs record nothing. HTTP, database,
   * model and cache events fill the vocabulary that is set, otherwise the one that {@code
   * upstream-metrics-vocabularies} brings if it is on the class path, OpenTelemetry's, otherwise
   * none.
   */
  NONE
}
