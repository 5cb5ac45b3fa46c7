/**
 * Counts what an application does in the background: {@link
 * io.upstream.metrics.spring.job.TrackedJob}, {@code @Scheduled} and {@code @Async} methods, and
 * what is handed to executors and schedulers.
 */
@NullMarked
package io.upstream.metrics.spring.job;

import org.jspecify.annotations.NullMarked;
