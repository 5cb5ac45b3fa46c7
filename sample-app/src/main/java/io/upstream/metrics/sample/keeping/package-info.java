/** Sends the metrics to a Pushgateway and stores them in a database. */
@NullMarked
package io.upstream.metrics.sample.keeping;

import org.jspecify.annotations.NullMarked;
