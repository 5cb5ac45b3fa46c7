package io.upstream.metrics.series.cell;

/**
 * One event of a series and the span that it happened in.
 *
 * @param value the amount that was counted or the value that was observed
 * @param traceId hexadecimal digits, or a UUID
 * @param spanId the same
 * @param millis the time of day
 * @param keptAt the time by the clock of the registry
 */
public record Exemplar(double value, String traceId, String spanId, long millis, int keptAt) {}
