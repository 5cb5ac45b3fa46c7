/** The libraries that are measured, each doing the same work. */
@NullMarked
package io.upstream.metrics.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
