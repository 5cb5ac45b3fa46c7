package io.upstream.metrics.servlet;

import org.jspecify.annotations.Nullable;

/**
 * How a check went.
 *
 * @param error the class of what was thrown: its message may hold an address or a customer's data
 */
record CheckOutcome(boolean up, long nanos, @Nullable String error) {}
