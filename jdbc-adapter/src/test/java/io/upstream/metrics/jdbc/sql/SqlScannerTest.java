package io.upstream.metrics.jdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.label.SqlOperation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlScannerTest {

  record Sample(String database, SqlShape shape, String sql) {}

  @ParameterizedTest
  @MethodSource("corpus")
  void every_statement_of_the_corpus_is_classified(Sample sample) {
    assertThat(scan(sample)).isEqualTo(sample.shape());
  }

  @Test
  void the_corpus_is_large_and_has_every_operation() throws IOException {
    assertThat(corpus()).hasSizeGreaterThan(300);
    assertThat(corpus())
        .extracting(sample -> sample.shape().operation())
        .contains(SqlOperation.values());
    assertThat(corpus()).doesNotHaveDuplicates();
  }

  /** Drivers get such texts from formatters: the same tokens with noise between them. */
  @ParameterizedTest
  @ValueSource(strings = {"\n", "\t", "\r\n", "  ", "/* a */", "-- b\n", "/**/ -- '\n\t", "\u00A0"})
  void blanks_and_comments_between_tokens_change_nothing(String noise) throws IOException {
    for (Sample sample : corpus()) {
      if (sample.sql().matches("[\\w ,.*=()]+")) {
        String noisy = sample.sql().replace(" ", noise);
        assertThat(SqlScanner.scan(noisy, SqlDialect.of(sample.database())))
            .as(noisy)
            .isEqualTo(sample.shape());
      }
    }
  }

  @Test
  void case_of_keywords_changes_nothing() throws IOException {
    for (Sample sample : corpus()) {
      if (!sample.sql().matches("(?s).*[\"`\\[$'].*")) {
        for (String sql :
            List.of(sample.sql().toLowerCase(Locale.ROOT), sample.sql().toUpperCase(Locale.ROOT))) {
          assertThat(SqlScanner.scan(sql, SqlDialect.of(sample.database())))
              .as(sql)
              .isEqualTo(sample.shape());
        }
      }
    }
  }

  @Test
  void a_turkish_default_locale_changes_nothing() throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr-TR"));
    try {
      for (Sample sample : corpus()) {
        assertThat(scan(sample)).isEqualTo(sample.shape());
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void no_text_is_other() {
    assertThat(SqlScanner.scan(null, SqlDialect.STANDARD).operation())
        .isEqualTo(SqlOperation.OTHER);
  }

  private static SqlShape scan(Sample sample) {
    return SqlScanner.scan(sample.sql(), SqlDialect.of(sample.database()));
  }

  static List<Sample> corpus() throws IOException {
    List<Sample> samples = new ArrayList<>();
    try (InputStream in = SqlScannerTest.class.getResourceAsStream("statements.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.split("\n")) {
        if (!line.isBlank() && !line.startsWith("#")) {
          String[] part = line.split("\\|", 4);
          String table = part[2].strip();
          samples.add(
              new Sample(
                  part[0].strip(),
                  new SqlShape(
                      SqlOperation.valueOf(part[1].strip().toUpperCase(Locale.ROOT)),
                      nullIfNone(table)),
                  part[3].isEmpty() ? "" : part[3].substring(1).translateEscapes()));
        }
      }
    }
    return samples;
  }

  private static @Nullable String nullIfNone(String table) {
    return table.equals("-") ? null : table;
  }
}
