/**
 * Counts what an application does in the background: {@link
 * io.upstream.metrics.spring.job.TrackedJob}, {@code @Scheduled} and {@code @Async} methods, and
 * shows the thread pools of its executors.
 */
@NullMarked
package io.upstream.metrics.spring.job;

import org.jspecify.annotations.NullMarked;
