package io.upstream.metrics;

/**
 * The families that a recorder has before an application adds its own.
 *
 * <p>{@code METRICS_CATALOGUE} and {@code upstream.metrics.catalogue} set it, too.
 */
public enum BuiltInCatalogue {
  /**
   * The platform's families: those of the verbs, and HTTP and database families under its names.
   */
  PLATFORM,
  /**
   * Only the platform's families of background jobs; the platform's verbs record nothing. HTTP,
   * database, model and cache events fill the vocabulary that is set. If none is set and {@code
   * upstream-metrics-vocabularies} is on the class path, they fill OpenTelemetry's; otherwise they
   * fill none.
   */
  NONE
}
