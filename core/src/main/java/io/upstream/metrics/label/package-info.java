/** The words a caller passes: closed sets as enums, open sets as records of one string. */
@NullMarked
package io.upstream.metrics.label;

import org.jspecify.annotations.NullMarked;
