/**
 * Other people's names for what a service does: two sibling platforms' and OpenTelemetry's.
 *
 * <p>A {@link io.upstream.metrics.event.Vocabulary} shows the events of HTTP, databases and caches
 * under those names; {@link io.upstream.metrics.vocabularies.FikoMetrics} and {@link
 * io.upstream.metrics.vocabularies.ModuleMetrics} have the verbs of the siblings' catalogues. All
 * of it is made with what any application may use.
 */
@NullMarked
package io.upstream.metrics.vocabularies;

import org.jspecify.annotations.NullMarked;
