/** What is measured in a Java machine of its own: heap, growth, and what disturbs what. */
@NullMarked
package io.upstream.metrics.benchmarks.probe;

import org.jspecify.annotations.NullMarked;
