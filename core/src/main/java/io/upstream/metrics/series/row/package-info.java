/** The cells of one family, found by the values of their labels. */
@NullMarked
package io.upstream.metrics.series.row;

import org.jspecify.annotations.NullMarked;
