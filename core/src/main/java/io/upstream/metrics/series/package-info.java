/** The storage: what is recorded, in which series, and how it is found again. */
@NullMarked
package io.upstream.metrics.series;

import org.jspecify.annotations.NullMarked;
