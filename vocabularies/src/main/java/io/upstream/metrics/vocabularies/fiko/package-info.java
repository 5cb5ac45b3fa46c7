/**
 * The names of the sibling platform Fiko.
 *
 * <p>{@link io.upstream.metrics.vocabularies.fiko.FikoVocabulary} shows requests, queries and
 * caches under them; {@link io.upstream.metrics.vocabularies.fiko.FikoMetrics} has the verbs of the
 * rest of the catalogue.
 */
@NullMarked
package io.upstream.metrics.vocabularies.fiko;

import org.jspecify.annotations.NullMarked;
