/** What counting costs a JDBC call, beside the others who do it. */
@NullMarked
package io.upstream.metrics.benchmarks.jdbc;

import org.jspecify.annotations.NullMarked;
