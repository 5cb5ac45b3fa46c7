/**
 * The label types and the task runs that the catalogues of the two sibling platforms share.
 *
 * <p>{@link io.upstream.metrics.vocabularies.fiko} and {@link
 * io.upstream.metrics.vocabularies.module} have the names of these platforms, {@link
 * io.upstream.metrics.vocabularies.otel} has those of OpenTelemetry. All of them use only API that
 * any application may use.
 */
@NullMarked
package io.upstream.metrics.vocabularies;

import org.jspecify.annotations.NullMarked;
