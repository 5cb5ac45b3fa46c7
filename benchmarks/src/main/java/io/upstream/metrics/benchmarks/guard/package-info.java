/** Counts the series and events that the guard of each library leaves of the same events. */
@NullMarked
package io.upstream.metrics.benchmarks.guard;

import org.jspecify.annotations.NullMarked;
