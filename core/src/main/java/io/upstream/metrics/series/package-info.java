/** The numbers and the page: what is recorded, how it is found again, how it is written. */
@NullMarked
package io.upstream.metrics.series;

import org.jspecify.annotations.NullMarked;
