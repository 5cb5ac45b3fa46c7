/** Which value of a label is named on the page, and which is folded into a reserved one. */
@NullMarked
package io.upstream.metrics.guard;

import org.jspecify.annotations.NullMarked;
