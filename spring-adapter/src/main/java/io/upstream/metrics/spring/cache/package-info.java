/** Counts what is asked of the caches of an application, whatever provider is behind them. */
@NullMarked
package io.upstream.metrics.spring.cache;

import org.jspecify.annotations.NullMarked;
