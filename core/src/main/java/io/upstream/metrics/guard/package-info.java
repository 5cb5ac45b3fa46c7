/**
 * The guards, which decide whether the page names a label value or folds it into a reserved one.
 */
@NullMarked
package io.upstream.metrics.guard;

import org.jspecify.annotations.NullMarked;
