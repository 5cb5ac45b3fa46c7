/**
 * Tests that something was recorded: a recorder for each test, and assertions on families and label
 * records.
 */
@NullMarked
package io.upstream.metrics.test;

import org.jspecify.annotations.NullMarked;
