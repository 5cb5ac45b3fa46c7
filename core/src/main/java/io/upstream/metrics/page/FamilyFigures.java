package io.upstream.metrics.page;

/**
 * The figures of one family in the report.
 *
 * @param lines the number of its sample lines on the page
 * @param worstCase the highest number of sample lines that it can have
 * @param folded the number of label values of its events that were folded
 */
record FamilyFigures(String name, long lines, long worstCase, long folded) {}
