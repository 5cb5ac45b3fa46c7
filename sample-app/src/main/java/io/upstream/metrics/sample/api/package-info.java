/** Who calls, and how often they may. */
@NullMarked
package io.upstream.metrics.sample.api;

import org.jspecify.annotations.NullMarked;
