/** The platform under its siblings' names: a profile for each. */
@NullMarked
package io.upstream.metrics.sample.siblings;

import org.jspecify.annotations.NullMarked;
