/** Detectors of personal data in label values, and the scanners that they use. */
@NullMarked
package io.upstream.metrics.guard.detect;

import org.jspecify.annotations.NullMarked;
