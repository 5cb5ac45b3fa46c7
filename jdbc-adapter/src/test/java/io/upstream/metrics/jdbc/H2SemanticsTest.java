package io.upstream.metrics.jdbc;

class H2SemanticsTest extends JdbcSemantics {

  @Override
  TestDatabase database() {
    return TestDatabase.h2();
  }
}
