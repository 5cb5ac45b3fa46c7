package io.upstream.metrics.jdbc.sql;

/**
 * The few lexical rules on which databases disagree and that decide where a comment or a string
 * ends.
 */
public enum SqlDialect {
  /** Comments nest; a backslash in a string is a backslash. */
  STANDARD(true, false),
  /** A block comment ends at its first end mark. */
  FLAT_COMMENTS(false, false),
  /** As FLAT_COMMENTS; a backslash escapes, {@code #} and {@code "-- "} open a comment. */
  MYSQL(false, true);

  final boolean nestedComments;
  final boolean mysql;

  SqlDialect(boolean nestedComments, boolean mysql) {
    this.nestedComments = nestedComments;
    this.mysql = mysql;
  }

  /** Returns the dialect of a database by its vendor name, which is the value of the label. */
  public static SqlDialect of(String vendor) {
    return switch (vendor) {
      case "mysql", "mariadb" -> MYSQL;
      case "oracle", "sqlite", "hsqldb" -> FLAT_COMMENTS;
      default -> STANDARD;
    };
  }
}
