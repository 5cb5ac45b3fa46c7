/**
 * The classification of database statements and errors: operation, table, vendor and kind of error.
 */
@NullMarked
package io.upstream.metrics.jdbc.sql;

import org.jspecify.annotations.NullMarked;
