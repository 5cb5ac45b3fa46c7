/** The application's own account of what it did, kept beside its metrics. */
@NullMarked
package io.upstream.metrics.sample.ledger;

import org.jspecify.annotations.NullMarked;
