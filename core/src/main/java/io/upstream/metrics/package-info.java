/**
 * The verbs: what a service calls.
 *
 * <p>{@link io.upstream.metrics.UpstreamMetrics} has them as static one-liners, {@link
 * io.upstream.metrics.UpstreamRecorder} on an instance.
 */
@NullMarked
package io.upstream.metrics;

import org.jspecify.annotations.NullMarked;
