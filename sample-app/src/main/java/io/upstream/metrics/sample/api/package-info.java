/** Identifies the customer of a request and limits its rate. */
@NullMarked
package io.upstream.metrics.sample.api;

import org.jspecify.annotations.NullMarked;
