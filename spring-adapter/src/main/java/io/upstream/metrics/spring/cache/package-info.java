/** Counts the calls to the caches of an application, of any provider. */
@NullMarked
package io.upstream.metrics.spring.cache;

import org.jspecify.annotations.NullMarked;
