/** Simulated customers, which act the same way at every start. */
@NullMarked
package io.upstream.metrics.sample.traffic;

import org.jspecify.annotations.NullMarked;
