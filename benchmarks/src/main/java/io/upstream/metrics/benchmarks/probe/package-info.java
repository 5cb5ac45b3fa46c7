/**
 * Programs that measure in a process of their own and print a line for each figure: heap, growth
 * with the number of series, recording beside pages.
 */
@NullMarked
package io.upstream.metrics.benchmarks.probe;

import org.jspecify.annotations.NullMarked;
