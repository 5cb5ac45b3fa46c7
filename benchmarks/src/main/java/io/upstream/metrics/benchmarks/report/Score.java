package io.upstream.metrics.benchmarks.report;

/**
 * What one fork measured.
 *
 * @param nanos the least of its iterations: what else the machine does only ever adds
 * @param bytes allocated for each operation; NaN where that is not known
 */
record Score(double nanos, double bytes) {}
