/** What a statement and an error of a database say: operation, table, vendor and kind of error. */
@NullMarked
package io.upstream.metrics.jdbc.sql;

import org.jspecify.annotations.NullMarked;
