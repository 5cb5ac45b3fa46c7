/** The questions that guides and dashboards ask, and the recording rules. */
@NullMarked
package io.upstream.metrics.monitoring.query;

import org.jspecify.annotations.NullMarked;
