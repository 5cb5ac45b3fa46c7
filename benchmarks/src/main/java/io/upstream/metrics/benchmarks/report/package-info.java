/** The one command: runs all of it and writes what came out. */
@NullMarked
package io.upstream.metrics.benchmarks.report;

import org.jspecify.annotations.NullMarked;
