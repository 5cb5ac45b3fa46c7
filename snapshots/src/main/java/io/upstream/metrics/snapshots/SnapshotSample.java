package io.upstream.metrics.snapshots;

import java.time.Instant;

/**
 * One stored number of a family.
 *
 * @param name the name of the sample: the family's, or that of a histogram's part
 * @param labels the labels as on the page, {@code {a="b",c="d"}}; empty where there are none
 */
public record SnapshotSample(Instant at, String name, String labels, double value) {}
