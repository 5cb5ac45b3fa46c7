/**
 * Pushes the numbers to a Pushgateway or an OpenTelemetry collector, for programs that end before a
 * scrape.
 *
 * <p>Begin with {@link io.upstream.metrics.push.MetricsPush}.
 */
@NullMarked
package io.upstream.metrics.push;

import org.jspecify.annotations.NullMarked;
