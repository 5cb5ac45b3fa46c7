/** A value as detectors read it: words, numbers and marks, and the lists of words they look for. */
@NullMarked
package io.upstream.metrics.guard.detect.text;

import org.jspecify.annotations.NullMarked;
