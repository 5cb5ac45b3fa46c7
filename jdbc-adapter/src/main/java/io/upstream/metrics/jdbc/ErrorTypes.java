package io.upstream.metrics.jdbc;

import io.upstream.metrics.label.DbErrorType;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import org.jspecify.annotations.Nullable;

/** Sorts what a driver throws by its SQLState. */
final class ErrorTypes {

  private ErrorTypes() {}

  static DbErrorType of(@Nullable Throwable thrown) {
    if (!(thrown instanceof SQLException exception)) {
      return DbErrorType.DATABASE_ERROR;
    }
    String state = exception.getSQLState();
    if (exception instanceof SQLTimeoutException
        || "57014".equals(state)
        || "HYT00".equals(state)) {
      return DbErrorType.TIMEOUT_ERROR;
    }
    if (state == null || state.length() < 2) {
      return DbErrorType.DATABASE_ERROR;
    }
    return switch (state.substring(0, 2)) {
      case "23" -> DbErrorType.INTEGRITY_ERROR;
      case "22" -> DbErrorType.DATA_ERROR;
      case "42", "26", "34", "3D", "3F" -> DbErrorType.PROGRAMMING_ERROR;
      case "08", "40", "53", "55", "57", "58" -> DbErrorType.OPERATIONAL_ERROR;
      case "0A" -> DbErrorType.NOT_SUPPORTED_ERROR;
      case "XX" -> DbErrorType.INTERNAL_ERROR;
      default -> DbErrorType.DATABASE_ERROR;
    };
  }
}
