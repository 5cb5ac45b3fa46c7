package io.upstream.metrics.sample.claims;

/** What became of a batch: an answer to whoever sent it. */
record BatchSummary(int claims, int success, int partial, int failed) {}
