package io.upstream.metrics.jdbc.sql;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Maps a database's product name to the value of the label {@code vendor}. */
public final class Vendors {

  /** Until a connection was there to ask. */
  public static final String UNKNOWN = "";

  private static final Pattern NO_NAME = Pattern.compile("[^a-z0-9_.$-]+");

  private Vendors() {}

  public static String of(@Nullable String productName) {
    if (productName == null || productName.isBlank()) {
      return UNKNOWN;
    }
    String name = productName.strip().toLowerCase(Locale.ROOT);
    if (name.startsWith("microsoft sql server")) {
      return "sqlserver";
    }
    if (name.startsWith("hsql")) {
      return "hsqldb";
    }
    if (name.startsWith("db2")) {
      return "db2"; // DB2/LINUXX8664 and so on
    }
    if (name.startsWith("oracle")) {
      return "oracle";
    }
    return switch (name) {
      case "apache derby" -> "derby";
      // Any other product keeps its name; characters that the label does not accept become
      // underscores.
      default -> NO_NAME.matcher(name).replaceAll("_");
    };
  }
}
