package io.upstream.metrics.sample.claims;

import io.upstream.metrics.label.CustomerId;

/** A customer has sent claims, and they are kept. */
public record ClaimsArrived(CustomerId customer) {}
