/** Profiles of payers, from a cache. */
@NullMarked
package io.upstream.metrics.sample.payers;

import org.jspecify.annotations.NullMarked;
