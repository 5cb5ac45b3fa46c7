package io.upstream.metrics.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.testing.PageText;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Checks that callers cannot distinguish the wrapped source from the raw one. */
class ConformanceTest {

  private static final int PROGRAMS = 60;

  private final UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build();
  @TempDir Path folder;

  @AfterEach
  void close() {
    recorder.close();
  }

  @Test
  void random_programs_have_the_same_outcome_on_h2() throws SQLException {
    for (int seed = 0; seed < PROGRAMS; seed++) {
      same(TestDatabase.h2(), TestDatabase.h2(), seed);
    }
    countsAreNotEmpty();
  }

  @Test
  void random_programs_have_the_same_outcome_on_sqlite() throws SQLException {
    for (int seed = 0; seed < PROGRAMS / 4; seed++) {
      same(TestDatabase.sqlite(folder), TestDatabase.sqlite(folder), seed);
    }
    countsAreNotEmpty();
  }

  @Tag("full")
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void random_programs_have_the_same_outcome_on_postgresql(boolean rewriting) throws Exception {
    PGSimpleDataSource source = PostgresSource.shared();
    source.setReWriteBatchedInserts(rewriting);
    for (int seed = 0; seed < PROGRAMS; seed++) {
      String raw = RandomProgram.run(TestDatabase.postgresql(source).raw(), seed);
      TestDatabase.postgresql(source);
      assertThat(RandomProgram.run(UpstreamDataSource.wrap(source, "claims", recorder), seed))
          .as("seed %d", seed)
          .isEqualTo(raw);
    }
    countsAreNotEmpty();
  }

  private void same(TestDatabase one, TestDatabase other, int seed) throws SQLException {
    String raw = RandomProgram.run(one.raw(), seed);
    String wrapped =
        RandomProgram.run(UpstreamDataSource.wrap(other.raw(), "claims", recorder), seed);
    assertThat(wrapped).as("seed %d", seed).isEqualTo(raw);
  }

  /** Or the comparison would be of nothing. */
  private void countsAreNotEmpty() {
    Counts counts = Counts.of(recorder);
    assertThat(counts.executed()).isGreaterThan(500);
    assertThat(counts.errors()).isNotEmpty();
    assertThat(PageText.of(recorder::writePage).sum("django_db_connections_active")).isZero();
  }
}
