package io.upstream.metrics.jdbc;

import org.junit.jupiter.api.Tag;
import org.postgresql.ds.PGSimpleDataSource;

/** The driver makes one multi-row insert of a batch and then does not know how many rows it was. */
@Tag("full")
class PostgresRewritingSemanticsTest extends PostgresSemanticsTest {

  @Override
  PGSimpleDataSource source() throws Exception {
    PGSimpleDataSource source = super.source();
    source.setReWriteBatchedInserts(true);
    return source;
  }
}
