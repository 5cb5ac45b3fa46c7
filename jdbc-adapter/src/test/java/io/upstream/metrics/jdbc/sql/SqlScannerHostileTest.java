package io.upstream.metrics.jdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Texts that nobody writes. Each is so long that anything but one pass would take days, which is
 * what the time limit is for; it says nothing about speed.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SqlScannerHostileTest {

  private static final int MEGA = 1_000_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        ")",
        "/*",
        "*/",
        "/**/",
        "/* /* */",
        "--\n",
        "-- ",
        "'",
        "''",
        "'\\'",
        "\"",
        "\"\"",
        "`",
        "[a",
        "[a]]",
        "$$",
        "$a$",
        "$a$ $b$ ",
        "$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa$",
        "#",
        "@",
        "q'[",
        "q'",
        "E'\\",
        "U&\"",
        "a",
        "a.",
        ".",
        ",",
        "WITH ",
        "WITH a AS (",
        ", a AS (SELECT 1)",
        "SELECT ",
        "FROM a b ",
        "JOIN a AS b ",
        "USING ",
        "INTO ",
        "INSERT ALL ",
        "TOP (",
        "OR ",
        ";",
        "{",
        "?",
        "<<",
        "0",
        "1a",
        "\0",
        "\uFEFF",
        "\uD800",
        "é",
        "保",
        "/*!",
        "/*!40001 ",
        "BEGIN "
      })
  void a_text_of_megabytes_is_read_once(String piece) {
    String text = piece.repeat(MEGA / piece.length());
    for (SqlDialect dialect : SqlDialect.values()) {
      assertThat(SqlScanner.scan(text, dialect)).isNotNull();
    }
    for (String before :
        List.of("WITH a AS (", "UPDATE t SET a = ", "DELETE FROM t ", "INSERT INTO ")) {
      assertThat(SqlScanner.scan(before + text, SqlDialect.STANDARD)).isNotNull();
    }
  }

  @Test
  void a_name_of_megabytes_is_cut() {
    assertThat(SqlScanner.scan("INSERT INTO " + "a".repeat(MEGA), SqlDialect.STANDARD).table())
        .hasSizeLessThan(300);
    assertThat(SqlScanner.scan("DELETE FROM \"" + "a".repeat(MEGA), SqlDialect.STANDARD).table())
        .hasSizeLessThan(300);
  }

  @Test
  void random_tokens_throw_nothing() throws Exception {
    List<SqlScannerTest.Sample> corpus = SqlScannerTest.corpus();
    String marks = "'\"`[]$()/*-#@{}<>?:;,.\\ \n\tE0aé\0";
    List<SqlDialect> dialects = List.of(SqlDialect.values());
    Random random = new Random(7);
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int parts = random.nextInt(8); parts >= 0; parts--) {
        String sql = corpus.get(random.nextInt(corpus.size())).sql();
        int from = random.nextInt(sql.length() + 1);
        text.append(sql, from, from + random.nextInt(sql.length() - from + 1));
        for (int n = random.nextInt(4); n > 0; n--) {
          text.append(marks.charAt(random.nextInt(marks.length())));
        }
      }
      SqlDialect dialect = dialects.get(random.nextInt(dialects.size()));
      assertThat(SqlScanner.scan(text.toString(), dialect)).as("%s", text).isNotNull();
    }
  }

  @Test
  void every_beginning_of_every_statement_throws_nothing() throws Exception {
    for (SqlScannerTest.Sample sample : SqlScannerTest.corpus()) {
      for (int end = 0; end < sample.sql().length(); end++) {
        for (SqlDialect dialect : SqlDialect.values()) {
          assertThat(SqlScanner.scan(sample.sql().substring(0, end), dialect)).isNotNull();
        }
      }
    }
  }
}
