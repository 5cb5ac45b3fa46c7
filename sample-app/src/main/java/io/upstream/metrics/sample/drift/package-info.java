/** Changes at the payers: DriftWatch, DelayGuard and DenialScope over one history. */
@NullMarked
package io.upstream.metrics.sample.drift;

import org.jspecify.annotations.NullMarked;
