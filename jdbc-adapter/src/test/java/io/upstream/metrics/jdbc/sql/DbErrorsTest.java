package io.upstream.metrics.jdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.label.DbErrorType;
import java.sql.BatchUpdateException;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DbErrorsTest {

  @ParameterizedTest
  @CsvSource({
    "23000, INTEGRITY_ERROR",
    "23505, INTEGRITY_ERROR",
    "22001, DATA_ERROR",
    "22P02, DATA_ERROR",
    "42601, PROGRAMMING_ERROR",
    "42S02, PROGRAMMING_ERROR",
    "26000, PROGRAMMING_ERROR",
    "34000, PROGRAMMING_ERROR",
    "3D000, PROGRAMMING_ERROR",
    "3F000, PROGRAMMING_ERROR",
    "08006, OPERATIONAL_ERROR",
    "40001, OPERATIONAL_ERROR",
    "40P01, OPERATIONAL_ERROR",
    "53300, OPERATIONAL_ERROR",
    "55P03, OPERATIONAL_ERROR",
    "57P01, OPERATIONAL_ERROR",
    "58030, OPERATIONAL_ERROR",
    "57014, TIMEOUT_ERROR",
    "HYT00, TIMEOUT_ERROR",
    "0A000, NOT_SUPPORTED_ERROR",
    "XX000, INTERNAL_ERROR",
    "XX001, INTERNAL_ERROR",
    "P0001, DATABASE_ERROR",
    "HY000, DATABASE_ERROR",
    "25006, DATABASE_ERROR",
    "x, DATABASE_ERROR"
  })
  void the_sql_state_decides_the_kind(String state, DbErrorType type) {
    assertThat(of(new SQLException("x", state))).isEqualTo(type);
  }

  @Test
  void without_a_state_the_class_decides() {
    Map<SQLException, DbErrorType> kinds =
        Map.of(
            new SQLIntegrityConstraintViolationException(), DbErrorType.INTEGRITY_ERROR,
            new SQLDataException(), DbErrorType.DATA_ERROR,
            new SQLSyntaxErrorException(), DbErrorType.PROGRAMMING_ERROR,
            new SQLFeatureNotSupportedException(), DbErrorType.NOT_SUPPORTED_ERROR,
            new SQLTransientConnectionException(), DbErrorType.OPERATIONAL_ERROR,
            new SQLNonTransientConnectionException(), DbErrorType.OPERATIONAL_ERROR,
            new SQLTransactionRollbackException(), DbErrorType.OPERATIONAL_ERROR,
            new SQLRecoverableException(), DbErrorType.OPERATIONAL_ERROR,
            new SQLTimeoutException(), DbErrorType.TIMEOUT_ERROR,
            new SQLException(), DbErrorType.DATABASE_ERROR);
    kinds.forEach((failure, type) -> assertThat(of(failure)).as("%s", failure).isEqualTo(type));
  }

  @Test
  void a_timeout_is_a_timeout_whatever_its_state() {
    assertThat(of(new SQLTimeoutException("x", "08000"))).isEqualTo(DbErrorType.TIMEOUT_ERROR);
  }

  @ParameterizedTest
  @CsvSource({
    "1, PROGRAMMING_ERROR", "5, OPERATIONAL_ERROR", "6, OPERATIONAL_ERROR", "9, TIMEOUT_ERROR",
    "11, INTERNAL_ERROR", "13, OPERATIONAL_ERROR", "18, DATA_ERROR", "19, INTEGRITY_ERROR",
    "20, DATA_ERROR", "25, PROGRAMMING_ERROR", "26, DATABASE_ERROR", "1555, INTEGRITY_ERROR",
    "0, DATABASE_ERROR"
  })
  void sqlite_codes_count_for_sqlite_only(int code, DbErrorType type) {
    SQLException failure = new SQLException("x", null, code);
    assertThat(DbErrors.of(failure, "sqlite")).isEqualTo(type);
    assertThat(DbErrors.of(failure, "mysql")).isEqualTo(DbErrorType.DATABASE_ERROR);
  }

  @Test
  void a_batch_failure_has_its_cause_as_reason() {
    BatchUpdateException batch = new BatchUpdateException();
    batch.setNextException(new SQLException("x", "23505"));
    assertThat(of(batch)).isEqualTo(DbErrorType.INTEGRITY_ERROR);
    assertThat(of(new BatchUpdateException(new SQLException("x", "22001"))))
        .isEqualTo(DbErrorType.DATA_ERROR);
  }

  @Test
  void any_other_exception_is_a_database_error() {
    assertThat(of(new IllegalStateException())).isEqualTo(DbErrorType.DATABASE_ERROR);
    assertThat(of(new OutOfMemoryError())).isEqualTo(DbErrorType.DATABASE_ERROR);
    // What some drivers throw for a method that they do not implement.
    assertThat(of(new UnsupportedOperationException())).isEqualTo(DbErrorType.NOT_SUPPORTED_ERROR);
  }

  @Test
  void a_circle_of_causes_ends() {
    Exception one = new Exception();
    Exception two = new Exception(one);
    one.initCause(two);
    assertThat(of(two)).isEqualTo(DbErrorType.DATABASE_ERROR);
  }

  private static DbErrorType of(Throwable failure) {
    return DbErrors.of(failure, "postgresql");
  }
}
