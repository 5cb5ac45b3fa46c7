/** The number of one series: lock-free counters, gauges and histograms, which can be retired. */
@NullMarked
package io.upstream.metrics.series.cell;

import org.jspecify.annotations.NullMarked;
