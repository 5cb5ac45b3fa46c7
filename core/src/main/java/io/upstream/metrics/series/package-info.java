/** The families of a recorder and their series, and the types that record into them. */
@NullMarked
package io.upstream.metrics.series;

import org.jspecify.annotations.NullMarked;
