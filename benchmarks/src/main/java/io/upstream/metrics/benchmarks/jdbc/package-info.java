/** The cost of a JDBC call through each wrapper, over a driver that does nothing and over H2. */
@NullMarked
package io.upstream.metrics.benchmarks.jdbc;

import org.jspecify.annotations.NullMarked;
