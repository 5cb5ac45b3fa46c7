/**
 * The Spring adapter: what plain Spring MVC needs, {@link
 * io.upstream.metrics.spring.EnableUpstreamMetrics} first of all. Nothing here knows Boot.
 */
@NullMarked
package io.upstream.metrics.spring;

import org.jspecify.annotations.NullMarked;
