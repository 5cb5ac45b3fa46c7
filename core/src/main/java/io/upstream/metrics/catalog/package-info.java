/** The nouns: one declaration for each family, as plain data. */
@NullMarked
package io.upstream.metrics.catalog;

import org.jspecify.annotations.NullMarked;
