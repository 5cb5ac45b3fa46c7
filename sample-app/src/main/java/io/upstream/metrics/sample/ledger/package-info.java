/** The application's own counts of its events, independent of its metrics. */
@NullMarked
package io.upstream.metrics.sample.ledger;

import org.jspecify.annotations.NullMarked;
