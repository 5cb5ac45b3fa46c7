package io.upstream.metrics.sample.claims;

import io.upstream.metrics.label.CustomerId;

/**
 * An event: a customer has sent claims, and the valid ones are stored.
 *
 * @param claims the number of claims that were sent
 */
public record ClaimsArrived(CustomerId customer, int claims) {}
