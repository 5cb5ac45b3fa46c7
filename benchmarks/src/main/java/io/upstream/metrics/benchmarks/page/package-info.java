/** What one page costs. */
@NullMarked
package io.upstream.metrics.benchmarks.page;

import org.jspecify.annotations.NullMarked;
