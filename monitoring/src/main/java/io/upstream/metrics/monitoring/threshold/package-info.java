/** The settings of alerts that an operator may change: thresholds, severities, areas. */
@NullMarked
package io.upstream.metrics.monitoring.threshold;

import org.jspecify.annotations.NullMarked;
