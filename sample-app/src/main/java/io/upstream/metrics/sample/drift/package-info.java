/** The detectors DriftWatch, DelayGuard and DenialScope, which share one history of payers. */
@NullMarked
package io.upstream.metrics.sample.drift;

import org.jspecify.annotations.NullMarked;
