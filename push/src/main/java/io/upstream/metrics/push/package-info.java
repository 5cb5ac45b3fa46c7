/**
 * Sends the numbers away: to a Pushgateway or an OpenTelemetry collector, for programs that do not
 * live until somebody scrapes them.
 *
 * <p>Begin with {@link io.upstream.metrics.push.MetricsPush}.
 */
@NullMarked
package io.upstream.metrics.push;

import org.jspecify.annotations.NullMarked;
