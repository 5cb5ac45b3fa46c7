/**
 * The names that two sibling platforms and OpenTelemetry use for the events of a service.
 *
 * <p>A {@link io.upstream.metrics.event.Vocabulary} shows the events of HTTP, databases and caches
 * under those names; {@link io.upstream.metrics.vocabularies.FikoMetrics} and {@link
 * io.upstream.metrics.vocabularies.ModuleMetrics} have the verbs of the siblings' catalogues. The
 * package uses only API that any application may use.
 */
@NullMarked
package io.upstream.metrics.vocabularies;

import org.jspecify.annotations.NullMarked;
