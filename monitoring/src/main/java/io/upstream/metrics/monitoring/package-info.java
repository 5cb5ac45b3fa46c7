/**
 * The writers of the files that an operator mounts and of the reference.
 *
 * <p>The parts are declared once over the typed families, in packages that form a line: {@code
 * query} and {@code threshold}, then {@code panel}, {@code alert} and {@code alert.scenario}. This
 * package generates the files for Prometheus and Grafana from them.
 */
@NullMarked
package io.upstream.metrics.monitoring;

import org.jspecify.annotations.NullMarked;
