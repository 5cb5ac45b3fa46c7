/** The customers of requests, and how many requests they may send. */
@NullMarked
package io.upstream.metrics.sample.api;

import org.jspecify.annotations.NullMarked;
