/**
 * What a single label value may look like and how the page writes it, whichever values are named
 * besides.
 */
@NullMarked
package io.upstream.metrics.guard.value;

import org.jspecify.annotations.NullMarked;
