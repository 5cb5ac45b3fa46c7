package io.upstream.metrics.servlet;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of a health check.
 *
 * @param error the class of the exception; its message may contain an address or a customer's data
 */
record CheckOutcome(boolean up, long nanos, @Nullable String error) {}
