package io.upstream.metrics.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteSemanticsTest extends JdbcSemantics {

  @TempDir Path folder;

  @Override
  TestDatabase database() {
    return TestDatabase.sqlite(folder);
  }
}
