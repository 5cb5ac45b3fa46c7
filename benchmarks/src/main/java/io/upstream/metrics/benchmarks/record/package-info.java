/** What one event costs. */
@NullMarked
package io.upstream.metrics.benchmarks.record;

import org.jspecify.annotations.NullMarked;
