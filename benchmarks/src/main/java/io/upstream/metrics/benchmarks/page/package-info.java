/**
 * The cost of one page: {@link io.upstream.metrics.benchmarks.page.PageBenchmark} writes it to
 * nowhere.
 */
@NullMarked
package io.upstream.metrics.benchmarks.page;

import org.jspecify.annotations.NullMarked;
