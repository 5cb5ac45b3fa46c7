package io.upstream.metrics.jdbc.sql;

import io.upstream.metrics.label.SqlOperation;
import org.jspecify.annotations.Nullable;

/**
 * Finds the operation of a statement and the table that it writes, from its text: in one forward
 * pass over {@link SqlTokens}, without a grammar, and without an exception for any text.
 *
 * <p>Most statements are known after their first word. A common table expression is read up to its
 * main verb; a written table is the last identifier behind the verb's modifiers. If that is an
 * alias ({@code UPDATE c SET .. FROM claims c}), the scanner also reads the table list behind it.
 * If a text has several statements, the first counts.
 */
public final class SqlScanner {

  private static final SqlShape SELECT = new SqlShape(SqlOperation.SELECT, null);
  private static final SqlShape CALL = new SqlShape(SqlOperation.CALL, null);
  private static final SqlShape DDL = new SqlShape(SqlOperation.DDL, null);
  private static final SqlShape TRANSACTION = new SqlShape(SqlOperation.TRANSACTION, null);
  public static final SqlShape OTHER = new SqlShape(SqlOperation.OTHER, null);

  private final SqlTokens tokens;

  private SqlScanner(String sql, SqlDialect dialect) {
    tokens = new SqlTokens(sql, dialect);
  }

  /** Returns the shape of a statement; of a null or empty text, {@link #OTHER}. */
  public static SqlShape scan(@Nullable String sql, SqlDialect dialect) {
    return sql == null ? OTHER : new SqlScanner(sql, dialect).statement();
  }

  private SqlShape statement() {
    char token = tokens.next();
    while (token == ';' || token == '(') {
      token = tokens.next();
    }
    return switch (token) {
      case SqlTokens.WORD -> verb(tokens.keyword());
      case '{' -> escape();
      case '?', ':' -> CALL; // ? = call f(), :1 := f()
      case '<' -> tokens.next() == '<' ? CALL : OTHER; // <<label>> BEGIN
      default -> OTHER;
    };
  }

  private SqlShape verb(String keyword) {
    return switch (keyword) {
      case "SELECT", "SEL", "VALUES", "TABLE" -> SELECT;
      case "FROM" -> mainVerb(SELECT);
      case "WITH" -> mainVerb(OTHER);
      case "INSERT", "REPLACE" -> written(SqlOperation.INSERT);
      case "UPSERT", "MERGE" -> written(SqlOperation.MERGE);
      case "UPDATE" -> update();
      case "DELETE" -> delete();
      case "CALL", "EXEC", "EXECUTE", "DO" -> CALL;
      case "CREATE", "DROP", "TRUNCATE", "RENAME", "COMMENT", "GRANT", "REVOKE", "DENY" -> DDL;
      case "ALTER" -> nextIs("SESSION", "SYSTEM") ? OTHER : DDL;
      case "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "ABORT", "END", "XA" -> TRANSACTION;
      case "BEGIN" -> begin();
      case "START", "SAVE", "PREPARE" -> nextIs("TRANSACTION", "TRAN") ? TRANSACTION : OTHER;
      case "SET" -> set();
      case "DECLARE" -> declare();
      default -> OTHER;
    };
  }

  /**
   * Returns the shape of a statement that begins with {@code WITH}: its verb is the first one
   * outside of parentheses that is not in the position of a name.
   */
  private SqlShape mainVerb(SqlShape without) {
    int depth = 0;
    boolean name = true;
    char before = SqlTokens.WORD;
    for (char kind = tokens.next(); kind != SqlTokens.END; kind = tokens.next()) {
      if (kind == '(') {
        if (depth++ == 0 && before == ')') {
          return SELECT; // WITH t AS (..) (SELECT ..)
        }
      } else if (kind == ')') {
        depth--;
      } else if (depth <= 0 && kind == ',') {
        name = true;
      } else if (depth <= 0 && name && tokens.isName()) {
        name = tokens.is("RECURSIVE");
      } else if (depth <= 0 && kind == SqlTokens.WORD) {
        String keyword = tokens.keyword();
        switch (keyword) {
          case "SELECT", "VALUES", "TABLE", "FROM" -> {
            return SELECT;
          }
          case "INSERT", "REPLACE", "UPDATE", "DELETE", "MERGE", "UPSERT" -> {
            return verb(keyword);
          }
          default -> {}
        }
      }
      before = kind;
    }
    return without;
  }

  /**
   * Returns the shape of an INSERT, REPLACE or MERGE: the table follows INTO, or is where INTO
   * could be.
   */
  private SqlShape written(SqlOperation operation) {
    while (tokens.next() == SqlTokens.WORD) {
      switch (tokens.keyword()) {
        case "INTO" -> {
          return afterInto(operation);
        }
        case "OVERWRITE", "TABLE" -> {
          return nextIs("INTO", "TABLE") ? afterInto(operation) : table(operation);
        }
        case "ALL", "FIRST" -> { // Oracle: INSERT ALL [WHEN .. THEN] INTO
          return skipTo("INTO") ? afterInto(operation) : new SqlShape(operation, null);
        }
        case "OR" -> tokens.next(); // SQLite: INSERT OR REPLACE INTO
        case "TOP" -> skipLimit();
        case "IGNORE", "LOW_PRIORITY", "HIGH_PRIORITY", "DELAYED", "PERCENT" -> {}
        default -> {
          return table(operation);
        }
      }
    }
    return table(operation);
  }

  private SqlShape afterInto(SqlOperation operation) {
    tokens.next();
    return table(operation);
  }

  private SqlShape update() {
    while (tokens.next() == SqlTokens.WORD) {
      switch (tokens.keyword()) {
        case "ONLY", "LOW_PRIORITY", "IGNORE", "PERCENT" -> {}
        case "OR" -> tokens.next();
        case "TOP" -> skipLimit();
        case "STATISTICS" -> {
          return OTHER;
        }
        default -> {
          return perhapsAlias(SqlOperation.UPDATE);
        }
      }
    }
    return perhapsAlias(SqlOperation.UPDATE);
  }

  private SqlShape delete() {
    while (tokens.next() == SqlTokens.WORD) {
      switch (tokens.keyword()) {
        case "FROM", "ONLY", "LOW_PRIORITY", "QUICK", "IGNORE", "PERCENT" -> {}
        case "TOP" -> skipLimit();
        default -> {
          return perhapsAlias(SqlOperation.DELETE);
        }
      }
    }
    return perhapsAlias(SqlOperation.DELETE);
  }

  private SqlShape table(SqlOperation operation) {
    if (tokens.is("TABLE") || tokens.is("ONLY")) {
      tokens.next();
    }
    return new SqlShape(operation, name());
  }

  /** Reads {@code a.b.c} up to the token behind it; null where no name stands. */
  private @Nullable String name() {
    if (!tokens.isName()) {
      return null;
    }
    String name = tokens.name();
    while (tokens.next() == '.') {
      do {
        tokens.next(); // T-SQL leaves the schema out: db..t
      } while (tokens.kind() == '.');
      if (!tokens.isName()) {
        break; // MySQL: DELETE t.* FROM ..
      }
      name = tokens.name();
    }
    return name;
  }

  /**
   * Reads the written name; if the table list behind it gives that name to a table as an alias, the
   * table it is.
   */
  private SqlShape perhapsAlias(SqlOperation operation) {
    while (tokens.kind() == '(') {
      tokens.next(); // UPDATE ONLY (t)
    }
    if (tokens.is("SELECT")) {
      return new SqlShape(operation, null); // Oracle: UPDATE (SELECT ..) SET
    }
    String target = name();
    if (target == null) {
      return new SqlShape(operation, null);
    }
    boolean list = false;
    int depth = 0;
    boolean tableNext = false;
    while (tokens.kind() != SqlTokens.END) {
      if (tableNext && tokens.isName() && depth <= 0) {
        tableNext = false;
        String table = name();
        if (tokens.is("AS")) {
          tokens.next();
        }
        if (table != null && tokens.isName() && target.equals(tokens.name())) {
          return new SqlShape(operation, table);
        }
        continue;
      }
      if (tokens.kind() == '(') {
        depth++;
      } else if (tokens.kind() == ')') {
        depth--;
      } else if (depth <= 0) {
        if (tokens.is("FROM") || tokens.is("USING")) {
          list = true;
          tableNext = true;
        } else if (list && (tokens.is("JOIN") || tokens.kind() == ',')) {
          tableNext = true;
        } else if (tokens.is("WHERE") || tokens.kind() == ';') {
          break;
        }
      }
      tokens.next();
    }
    return new SqlShape(operation, target);
  }

  private SqlShape begin() {
    char kind = tokens.next();
    if (kind == SqlTokens.END || kind == ';') {
      return TRANSACTION;
    }
    return switch (tokens.keyword()) {
      case "TRAN",
          "TRANSACTION",
          "WORK",
          "ISOLATION",
          "READ",
          "NOT",
          "DEFERRABLE",
          "DISTRIBUTED",
          "DEFERRED",
          "IMMEDIATE",
          "EXCLUSIVE",
          "CONCURRENT" ->
          TRANSACTION;
      default -> CALL;
    };
  }

  /**
   * Returns the shape of a {@code SET}; {@code SET [SESSION|GLOBAL|LOCAL] TRANSACTION ..} is a
   * transaction.
   */
  private SqlShape set() {
    tokens.next();
    if (tokens.is("SESSION") || tokens.is("GLOBAL") || tokens.is("LOCAL")) {
      tokens.next();
    }
    return tokens.is("TRANSACTION") ? TRANSACTION : OTHER;
  }

  /**
   * Returns the shape of a {@code DECLARE}: an anonymous block, unless it declares only a cursor or
   * T-SQL variables.
   */
  private SqlShape declare() {
    return skipTo("BEGIN") ? CALL : OTHER;
  }

  /** Returns the shape of a JDBC escape: {call f(?)} and {? = call f(?)} are calls. */
  private SqlShape escape() {
    char kind = tokens.next();
    return kind == '?' || tokens.is("CALL") ? CALL : OTHER;
  }

  /**
   * Skips the number of T-SQL's TOP (5) and TOP 5; a following PERCENT is skipped as a modifier.
   */
  private void skipLimit() {
    if (tokens.next() != '(') {
      return;
    }
    int depth = 1;
    while (depth > 0 && tokens.next() != SqlTokens.END) {
      if (tokens.kind() == '(') {
        depth++;
      } else if (tokens.kind() == ')') {
        depth--;
      }
    }
  }

  private boolean nextIs(String one, String other) {
    tokens.next();
    return tokens.is(one) || tokens.is(other);
  }

  private boolean skipTo(String word) {
    while (tokens.next() != SqlTokens.END) {
      if (tokens.is(word)) {
        return true;
      }
    }
    return false;
  }
}
