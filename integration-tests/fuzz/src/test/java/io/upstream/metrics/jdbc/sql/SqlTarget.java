package io.upstream.metrics.jdbc.sql;

import io.upstream.metrics.fuzz.Claim;
import io.upstream.metrics.fuzz.Input;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Statements on their way to an operation and a table.
 *
 * <p>The first character of the first line says how to read the rest, the second which dialect.
 * {@code r}: it is a statement. {@code t}: each line is a token, its kind first, of which a
 * statement is put together; so it is known what is a literal, a comment or a name, and what must
 * not matter can be changed.
 */
public final class SqlTarget {

  private static final List<SqlDialect> DIALECTS = List.of(SqlDialect.values());
  private static final int HUGE = 300_000;
  private static final String CANARY = "canary 4711";

  private SqlTarget() {}

  /** For the fuzzer, before the clock runs for an input: whatever is needed is loaded. */
  public static void fuzzerInitialize() {
    fuzzerTestOneInput(new byte[0]);
  }

  /** For the fuzzer. */
  public static void fuzzerTestOneInput(byte[] data) {
    List<String> lines = Input.lines(data);
    String how = lines.get(0);
    SqlDialect dialect = Input.choose(DIALECTS, Input.at(how, 1));
    if (how.startsWith("t")) {
      tokens(lines.subList(1, lines.size()), dialect);
    } else {
      String text = Input.text(data);
      raw(text.substring(Math.min(text.length(), 2)), dialect);
    }
  }

  private static void raw(String sql, SqlDialect dialect) {
    SqlShape shape = scan(sql, dialect);
    Claim.same(scan(sql, dialect), shape, "read twice, two shapes", sql);
    for (String nothing : List.of(" ", "\n", "\t\r\n", "/* a */", "-- a\n")) {
      Claim.same(scan(nothing + sql, dialect), shape, "a blank in front changes it", sql);
    }
    String table = shape.table();
    Claim.holds(
        table == null || isIn(table, sql), "a table that the statement does not name", table);
    if (!sql.isEmpty() && sql.hashCode() % 256 == 1) {
      // Read again and again, this would take hours and run into the fuzzer's time limit.
      scan(sql.repeat(HUGE / sql.length()), dialect);
    }
  }

  private static boolean isIn(String table, String sql) {
    String plain = sql.replaceAll("[\"`\\]]", "").toLowerCase(Locale.ROOT);
    return plain.contains(table.replaceAll("[\"`\\]]", "").toLowerCase(Locale.ROOT));
  }

  private static SqlShape scan(String sql, SqlDialect dialect) {
    SqlShape shape = SqlScanner.scan(sql, dialect);
    String table = shape.table();
    Claim.holds(table == null || table.length() <= 256, "a table's name is too long", table);
    return shape;
  }

  private static void tokens(List<String> lines, SqlDialect dialect) {
    List<Token> tokens = new ArrayList<>();
    for (String line : lines) {
      tokens.add(Token.of(line, dialect));
    }
    String sql = join(tokens, " ", dialect, null);
    SqlShape shape = scan(sql, dialect);
    Claim.same(
        scan(join(tokens, " ", dialect, CANARY), dialect),
        shape,
        "a literal or comment counts",
        sql);
    Claim.same(scan(join(tokens, "\n\t", dialect, null), dialect), shape, "blanks count", sql);
    Claim.same(
        scan(join(tokens, "/* it's */", dialect, null), dialect), shape, "a comment counts", sql);
    List<Token> upper = tokens.stream().map(Token::upper).toList();
    Claim.same(scan(join(upper, " ", dialect, null), dialect), shape, "case counts", sql);

    Set<String> names = new HashSet<>();
    tokens.forEach(token -> names.add(token.name()));
    Claim.holds(
        shape.table() == null || names.contains(shape.table()), "no token is the table", sql);
  }

  private static String join(
      List<Token> tokens, String blank, SqlDialect dialect, @Nullable String hidden) {
    StringBuilder sql = new StringBuilder();
    for (Token token : tokens) {
      sql.append(token.written(dialect, hidden)).append(blank);
    }
    return sql.toString();
  }

  /**
   * A token as it is meant: {@code c}, {@code m} (with another in it) and {@code l} a comment,
   * {@code s}, {@code e}, {@code n}, {@code d} and {@code o} a string in its several ways, {@code
   * q} a quoted name, {@code p} signs, {@code w} a word; and whatever begins otherwise is a word
   * itself, {@code SELECT}.
   */
  private record Token(char kind, String text) {

    static Token of(String line, SqlDialect dialect) {
      char kind = Input.at(line, 0);
      String text = Input.from(line, 1);
      return switch (kind) {
        case 'c', 'm', 'l' -> new Token(kind, text.replaceAll("[*/!\\n\\r]", ""));
        case 'd' -> new Token(dialect.mysql ? 's' : 'd', text.replace("$", ""));
        case 'o' -> new Token('o', text.replaceAll("[]']", ""));
        case 'q' -> new Token('q', text.length() > 100 ? text.substring(0, 100) : text);
        case 's', 'e', 'n' -> new Token(kind, text);
        case 'p' -> new Token('p', text.replaceAll("[^(),.;=?:{}<>+*|%]", "?"));
        case 'w' -> new Token('w', word(text));
        default -> new Token('w', word(line));
      };
    }

    private static String word(String text) {
      String word = text.replaceAll("[^A-Za-z0-9_]", "");
      return word.isEmpty() ? "x" : word.substring(0, Math.min(100, word.length()));
    }

    Token upper() {
      return kind == 'w' ? new Token(kind, text.toUpperCase(Locale.ROOT)) : this;
    }

    String name() {
      return kind == 'w' ? text.toLowerCase(Locale.ROOT) : kind == 'q' ? text : "\0";
    }

    String written(SqlDialect dialect, @Nullable String hidden) {
      String inside = hidden == null ? text : hidden;
      String quoted = inside.replace("'", "''");
      return switch (kind) {
        case 'c' -> "/* " + inside + " */";
        case 'm' ->
            "/* " + inside + " /* " + inside + (dialect.nestedComments ? " */ x */" : " */");
        case 'l' -> "-- " + inside + "\n";
        case 'd' -> "$q$" + inside + "$q$";
        case 'o' -> "q'[" + inside + "]'";
        case 'e' -> "E'" + quoted.replace("\\", "\\\\") + "'";
        case 'n' -> "N'" + (dialect.mysql ? quoted.replace("\\", "\\\\") : quoted) + "'";
        case 's' -> "'" + (dialect.mysql ? quoted.replace("\\", "\\\\") : quoted) + "'";
        case 'q' -> "\"" + text.replace("\"", "\"\"") + "\"";
        case 'p' -> String.join(" ", text.split("")); // two of them may begin a comment
        default -> text;
      };
    }
  }
}
