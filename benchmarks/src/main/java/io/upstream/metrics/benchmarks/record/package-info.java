/** The cost of one event, by each library: benchmarks of JMH, with the states that they share. */
@NullMarked
package io.upstream.metrics.benchmarks.record;

import org.jspecify.annotations.NullMarked;
