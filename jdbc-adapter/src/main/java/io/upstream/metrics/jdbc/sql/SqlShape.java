package io.upstream.metrics.jdbc.sql;

import io.upstream.metrics.label.SqlOperation;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a statement: its verb, and the last identifier of the table that it writes, if it
 * names one. It contains no other part of the text.
 */
public record SqlShape(SqlOperation operation, @Nullable String table) {}
