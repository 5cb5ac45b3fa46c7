/** The JDBC adapter: turns what a {@link javax.sql.DataSource} does into database events. */
@NullMarked
package io.upstream.metrics.jdbc;

import org.jspecify.annotations.NullMarked;
