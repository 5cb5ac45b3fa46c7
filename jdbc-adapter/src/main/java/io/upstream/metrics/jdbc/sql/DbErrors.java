package io.upstream.metrics.jdbc.sql;

import io.upstream.metrics.label.DbErrorType;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/**
 * Classifies a failure as one of eight kinds: by its SQLState, else by its java.sql class, else by
 * the vendor's code. It reads no message, because messages may contain data.
 */
public final class DbErrors {

  /** The length to which a chain of causes is followed; a chain can be a circle. */
  private static final int LONGEST_CHAIN = 8;

  private DbErrors() {}

  public static DbErrorType of(Throwable failure, String vendor) {
    Throwable cause = failure;
    for (int i = 0; i < LONGEST_CHAIN && cause != null; i++) {
      DbErrorType type = own(cause, vendor);
      if (type != null) {
        return type;
      }
      // A BatchUpdateException often has no details itself; its next exception has them.
      SQLException next = cause instanceof SQLException e ? e.getNextException() : null;
      cause = next != null ? next : cause.getCause();
    }
    return DbErrorType.DATABASE_ERROR;
  }

  private static @Nullable DbErrorType own(Throwable failure, String vendor) {
    if (failure instanceof SQLTimeoutException) {
      return DbErrorType.TIMEOUT_ERROR;
    }
    if (!(failure instanceof SQLException sql)) {
      return failure instanceof UnsupportedOperationException
          ? DbErrorType.NOT_SUPPORTED_ERROR
          : null;
    }
    DbErrorType byState = byState(sql.getSQLState());
    if (byState != null) {
      return byState;
    }
    DbErrorType byClass = byClass(sql);
    if (byClass != null) {
      return byClass;
    }
    return vendor.equals("sqlite") && sql.getErrorCode() != 0
        ? bySqliteCode(sql.getErrorCode() & 0xff)
        : null;
  }

  static @Nullable DbErrorType byState(@Nullable String state) {
    if (state == null || state.length() < 2) {
      return null;
    }
    if (state.equals("57014") || state.equals("HYT00")) {
      return DbErrorType.TIMEOUT_ERROR;
    }
    return switch (state.substring(0, 2)) {
      case "23" -> DbErrorType.INTEGRITY_ERROR;
      case "22" -> DbErrorType.DATA_ERROR;
      case "42", "26", "34", "3D", "3F" -> DbErrorType.PROGRAMMING_ERROR;
      case "08", "40", "53", "55", "57", "58" -> DbErrorType.OPERATIONAL_ERROR;
      case "0A" -> DbErrorType.NOT_SUPPORTED_ERROR;
      case "XX" -> DbErrorType.INTERNAL_ERROR;
      default -> null;
    };
  }

  private static @Nullable DbErrorType byClass(SQLException failure) {
    if (failure instanceof SQLIntegrityConstraintViolationException) {
      return DbErrorType.INTEGRITY_ERROR;
    }
    if (failure instanceof SQLDataException) {
      return DbErrorType.DATA_ERROR;
    }
    if (failure instanceof SQLSyntaxErrorException) {
      return DbErrorType.PROGRAMMING_ERROR;
    }
    if (failure instanceof SQLFeatureNotSupportedException) {
      return DbErrorType.NOT_SUPPORTED_ERROR;
    }
    if (failure instanceof SQLTransientConnectionException
        || failure instanceof SQLNonTransientConnectionException
        || failure instanceof SQLTransactionRollbackException
        || failure instanceof SQLInvalidAuthorizationSpecException
        || failure instanceof SQLRecoverableException) {
      return DbErrorType.OPERATIONAL_ERROR;
    }
    return null;
  }

  /**
   * Returns the kind of error by SQLite's primary result code, because its driver gives no
   * SQLState.
   */
  private static DbErrorType bySqliteCode(int code) {
    return switch (code) {
      case 19 -> DbErrorType.INTEGRITY_ERROR; // CONSTRAINT
      case 18, 20 -> DbErrorType.DATA_ERROR; // TOOBIG, MISMATCH
      case 1, 21, 25 -> DbErrorType.PROGRAMMING_ERROR; // ERROR: bad SQL, MISUSE, RANGE
      case 9 -> DbErrorType.TIMEOUT_ERROR; // INTERRUPT, as PostgreSQL's 57014
      case 2, 11 -> DbErrorType.INTERNAL_ERROR; // INTERNAL, CORRUPT
      case 3, 5, 6, 7, 8, 10, 13, 14, 15, 17, 23 -> // PERM, BUSY, LOCKED, NOMEM, READONLY, IOERR,
          DbErrorType.OPERATIONAL_ERROR; // FULL, CANTOPEN, PROTOCOL, SCHEMA, AUTH
      default -> DbErrorType.DATABASE_ERROR;
    };
  }
}
