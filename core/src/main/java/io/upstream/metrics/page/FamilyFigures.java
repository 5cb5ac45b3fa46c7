package io.upstream.metrics.page;

/**
 * What the report says of one family.
 *
 * @param lines its sample lines on the page
 * @param worstCase how many they can become
 * @param folded how many label values of its events were folded
 */
record FamilyFigures(String name, long lines, long worstCase, long folded) {}
