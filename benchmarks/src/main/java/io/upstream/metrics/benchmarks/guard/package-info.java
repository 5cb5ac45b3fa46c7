/** What is left of the same events under the guards of others and under ours. */
@org.jspecify.annotations.NullMarked
package io.upstream.metrics.benchmarks.guard;
