package io.upstream.metrics.sample.claims;

import io.upstream.metrics.label.CustomerId;

/**
 * A customer has sent claims, and the good ones are kept.
 *
 * @param claims how many were sent
 */
public record ClaimsArrived(CustomerId customer, int claims) {}
