/**
 * Stores the page of a recorder in a database at an interval, where no Prometheus is watching.
 *
 * <p>Begin with {@link io.upstream.metrics.snapshots.MetricsSnapshots}.
 */
@NullMarked
package io.upstream.metrics.snapshots;

import org.jspecify.annotations.NullMarked;
