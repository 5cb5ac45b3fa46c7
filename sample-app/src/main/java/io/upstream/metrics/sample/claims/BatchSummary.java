package io.upstream.metrics.sample.claims;

/** The answer to the sender of a batch: how many claims had each outcome. */
record BatchSummary(int claims, int success, int partial, int failed) {}
