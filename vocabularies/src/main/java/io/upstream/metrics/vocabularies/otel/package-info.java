/**
 * The names of OpenTelemetry's semantic conventions.
 *
 * <p>{@link io.upstream.metrics.vocabularies.otel.OtelVocabulary} shows requests and database calls
 * under them.
 */
@NullMarked
package io.upstream.metrics.vocabularies.otel;

import org.jspecify.annotations.NullMarked;
