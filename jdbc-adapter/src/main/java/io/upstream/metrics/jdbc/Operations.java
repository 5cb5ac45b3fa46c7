package io.upstream.metrics.jdbc;

import io.upstream.metrics.label.SqlOperation;
import java.util.Locale;

/** Reads what a statement does from its first word. */
final class Operations {

  private Operations() {}

  static SqlOperation of(String sql) {
    return switch (firstWord(sql)) {
      case "SELECT", "VALUES", "TABLE" -> SqlOperation.SELECT;
      case "INSERT", "REPLACE" -> SqlOperation.INSERT;
      case "UPDATE" -> SqlOperation.UPDATE;
      case "DELETE" -> SqlOperation.DELETE;
      case "MERGE", "UPSERT" -> SqlOperation.MERGE;
      case "CALL" -> SqlOperation.CALL;
      case "CREATE", "ALTER", "DROP", "TRUNCATE", "COMMENT", "GRANT", "REVOKE" -> SqlOperation.DDL;
      case "BEGIN", "START", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE" ->
          SqlOperation.TRANSACTION;
      default -> SqlOperation.OTHER;
    };
  }

  private static String firstWord(String sql) {
    int from = 0;
    while (from < sql.length() && !Character.isLetter(sql.charAt(from))) {
      from++;
    }
    int to = from;
    while (to < sql.length() && Character.isLetter(sql.charAt(to))) {
      to++;
    }
    return sql.substring(from, to).toUpperCase(Locale.ROOT);
  }
}
