/** The profiles that use the metric names of the sibling platforms and of OpenTelemetry. */
@NullMarked
package io.upstream.metrics.sample.siblings;

import org.jspecify.annotations.NullMarked;
