package io.upstream.metrics.jdbc.sql;

import io.upstream.metrics.label.SqlOperation;
import org.jspecify.annotations.Nullable;

/**
 * What the metrics want to know of a statement: its verb, and the last identifier of the table it
 * writes, if it names one. Holds nothing else of the text.
 */
public record SqlShape(SqlOperation operation, @Nullable String table) {}
