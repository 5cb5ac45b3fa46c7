/**
 * Claims as customers send them: reading, judging and keeping them, and the scores of their
 * quality.
 */
@NullMarked
package io.upstream.metrics.sample.claims;

import org.jspecify.annotations.NullMarked;
