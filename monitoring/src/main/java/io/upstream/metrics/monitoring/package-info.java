/**
 * The files that an operator mounts: queries, panels, alerts and recording rules, each declared
 * once over the typed families, and the writers that generate them for Prometheus and Grafana.
 */
@NullMarked
package io.upstream.metrics.monitoring;

import org.jspecify.annotations.NullMarked;
