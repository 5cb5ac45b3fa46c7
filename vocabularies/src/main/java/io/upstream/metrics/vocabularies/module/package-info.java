/**
 * The names of the sibling template module.
 *
 * <p>{@link io.upstream.metrics.vocabularies.module.ModuleVocabulary} shows requests, queries and
 * caches under them; {@link io.upstream.metrics.vocabularies.module.ModuleMetrics} has the verbs of
 * the rest of the catalogue.
 */
@NullMarked
package io.upstream.metrics.vocabularies.module;

import org.jspecify.annotations.NullMarked;
