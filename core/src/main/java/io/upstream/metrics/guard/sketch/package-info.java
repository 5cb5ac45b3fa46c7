/**
 * Data structures of bounded size that keep hashes of label values in place of the values.
 *
 * <p>They know neither label types nor budgets.
 */
@NullMarked
package io.upstream.metrics.guard.sketch;

import org.jspecify.annotations.NullMarked;
