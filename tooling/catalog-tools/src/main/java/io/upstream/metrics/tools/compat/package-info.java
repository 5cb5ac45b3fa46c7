/** Compares two catalogues and finds what a newer one breaks. */
@NullMarked
package io.upstream.metrics.tools.compat;

import org.jspecify.annotations.NullMarked;
