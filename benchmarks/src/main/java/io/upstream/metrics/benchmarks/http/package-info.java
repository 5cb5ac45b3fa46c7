/**
 * What requests cost: those of an application with a filter around them, and those for the page.
 */
@NullMarked
package io.upstream.metrics.benchmarks.http;

import org.jspecify.annotations.NullMarked;
