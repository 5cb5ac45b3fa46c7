package io.upstream.metrics.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that every promise has a row, and finds every test that a row names. */
class BehavioursTest {

  private static final Path ROOT = Path.of("..");
  private static final int PROMISES = 83;
  private static final int REASON = 20;
  private static final Pattern ROW = Pattern.compile("\\| (B[0-9]{2}) \\|(.*)\\|(.*)\\|(.*)\\|");
  private static final Pattern NAMED = Pattern.compile("`(\\w+)(?:\\.(\\w+))?`");

  private record Row(String number, String where, String heldBy) {}

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("behaviours.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        rows.add(new Row(row.group(1), row.group(3).strip(), row.group(4).strip()));
      }
    }
    return rows;
  }

  private static Map<String, String> tests() throws IOException {
    Map<String, String> sources = new HashMap<>();
    try (Stream<Path> files = Files.walk(ROOT)) {
      files
          .filter(file -> file.toString().contains("src/test/java"))
          .filter(file -> file.toString().endsWith(".java"))
          .forEach(file -> sources.merge(simpleName(file), read(file), String::concat));
    }
    return sources;
  }

  private static String simpleName(Path file) {
    return file.getFileName().toString().replaceFirst("\\.java$", "");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void every_promise_has_one_row_with_content() throws IOException {
    List<String> all = IntStream.rangeClosed(1, PROMISES).mapToObj("B%02d"::formatted).toList();
    assertThat(rows()).extracting(Row::number).containsExactlyElementsOf(all);
    assertThat(rows())
        .allSatisfy(
            row -> {
              boolean absent = row.heldBy.startsWith("not here: ");
              assertThat(absent).as(row.number).isEqualTo(row.where.equals("–"));
              assertThat(absent ? row.heldBy.length() > REASON : NAMED.matcher(row.heldBy).find())
                  .as(row.number)
                  .isTrue();
            });
  }

  @Test
  void every_test_that_a_row_names_is_there() throws IOException {
    Map<String, String> tests = tests();
    for (Row row : rows()) {
      Matcher named = NAMED.matcher(row.heldBy.startsWith("not here") ? "" : row.heldBy);
      while (named.find()) {
        assertThat(tests).as(row.number).containsKey(named.group(1));
        if (named.group(2) != null) {
          assertThat(tests.get(named.group(1)))
              .as("%s: %s", row.number, named.group())
              .containsPattern("\\b(void|Stream<\\w+>) " + named.group(2) + "\\(");
        }
      }
    }
  }
}
