/** Renders the pages that are derived from the catalogue. */
@NullMarked
package io.upstream.metrics.docs;

import org.jspecify.annotations.NullMarked;
