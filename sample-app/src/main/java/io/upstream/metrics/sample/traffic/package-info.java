/** Customers of a platform in small: they keep it busy, the same way at every start. */
@NullMarked
package io.upstream.metrics.sample.traffic;

import org.jspecify.annotations.NullMarked;
