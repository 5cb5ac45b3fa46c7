package io.upstream.metrics.sample.claims;

import io.upstream.metrics.label.CustomerId;

/**
 * An event: a customer has sent claims, and the valid ones are stored.
 *
 * @param claims how many were sent
 */
public record ClaimsArrived(CustomerId customer, int claims) {}
