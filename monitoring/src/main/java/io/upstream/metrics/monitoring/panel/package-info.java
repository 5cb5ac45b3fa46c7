/** The dashboards, panel by panel, over the queries and recording rules. */
@NullMarked
package io.upstream.metrics.monitoring.panel;

import org.jspecify.annotations.NullMarked;
