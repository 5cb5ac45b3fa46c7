/**
 * The command that runs everything, the limits, and the documents that are derived from the
 * results.
 */
@NullMarked
package io.upstream.metrics.benchmarks.report;

import org.jspecify.annotations.NullMarked;
