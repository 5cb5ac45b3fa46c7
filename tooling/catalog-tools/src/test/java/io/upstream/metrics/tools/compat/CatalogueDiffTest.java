package io.upstream.metrics.tools.compat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueDiffTest {

  private static final String BEFORE =
      """
      {"families":[
       {"name":"a_total","type":"counter","help":"x","labels":[
         {"name":"product","kind":"closed","values":["one","two"]},
         {"name":"customer_id","kind":"open"}]},
       {"name":"b_seconds","type":"histogram","help":"y","labels":[],"buckets":[0.5,1.0]}]}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"a_total\"      | \"aa_total\"         | BREAKING a_total: is gone",
        "counter          | gauge                | BREAKING a_total: the type was",
        "\"product\"      | \"line\"             | BREAKING a_total: the label product is gone",
        "\"product\"      | \"line\"             | BREAKING a_total: the label line is new",
        "\"one\",\"two\"  | \"two\"              | BREAKING a_total: the value of product one is gone",
        "\"one\",\"two\"  | \"one\",\"two\",\"x\"| safe     a_total: the value of product x is new",
        "0.5,1.0          | 1.0                  | BREAKING b_seconds: the bucket 0.5 is gone",
        "0.5,1.0          | 0.5,1.0,2.0          | safe     b_seconds: the bucket 2.0 is new",
        "\"open\"         | \"status\"           | BREAKING a_total: the kind of customer_id was",
        "\"y\"            | \"z\"                | safe     b_seconds: the help was",
        "\"help\":\"x\"   | \"help\":\"w\"       | safe     a_total: the help was",
      })
  void a_change_breaks_or_is_safe(String text, String other, String expected) throws Exception {
    assertThat(diff(BEFORE, BEFORE.replace(text, other)))
        .extracting(Change::toString)
        .anyMatch(change -> change.startsWith(expected));
  }

  @Test
  void a_family_more_is_safe() throws Exception {
    assertThat(
            diff(
                BEFORE.replace(
                    "{\"name\":\"b_seconds\"", "{\"name\":\"c\"},{\"name\":\"b_seconds\""),
                BEFORE))
        .containsExactly(Change.breaking("c", "is gone"));
    assertThat(
            diff(
                BEFORE,
                BEFORE.replace(
                    "{\"name\":\"b_seconds\"", "{\"name\":\"c\"},{\"name\":\"b_seconds\"")))
        .containsExactly(Change.safe("c", "is new"));
  }

  @Test
  void the_same_is_no_change() throws Exception {
    assertThat(diff(BEFORE, BEFORE)).isEmpty();
  }

  @Test
  void two_jars_are_compared_from_the_command_line(@TempDir Path directory) throws Exception {
    Path old = jar(directory.resolve("old.jar"), CatalogueJson.RESOURCE, BEFORE);
    Path next =
        jar(directory.resolve("new.jar"), CatalogueJson.RESOURCE, BEFORE.replace("0.5,", ""));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    assertThat(CompareCatalogues.run(print, old.toString(), old.toString())).isZero();
    assertThat(CompareCatalogues.run(print, old.toString(), next.toString())).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("0 changes, 0 of them breaking")
        .contains("BREAKING b_seconds: the bucket 0.5 is gone")
        .contains("1 changes, 1 of them breaking");
  }

  @Test
  void what_cannot_be_compared_is_said(@TempDir Path directory) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    String other = jar(directory.resolve("other.jar"), "x", "y").toString();
    String list = Files.writeString(directory.resolve("list.json"), "[]").toString();
    assertThat(CompareCatalogues.run(print)).isEqualTo(2);
    assertThat(CompareCatalogues.run(print, other, other)).isEqualTo(2);
    assertThat(CompareCatalogues.run(print, list, list)).isEqualTo(2);
    assertThat(CompareCatalogues.run(print, "nowhere.jar", other)).isEqualTo(2);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("other.jar has no " + CatalogueJson.RESOURCE)
        .contains("list.json is no catalogue")
        .contains("nowhere.jar is no file");
  }

  private static List<Change> diff(String before, String after) throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    JsonNode then = mapper.readTree(before);
    return CatalogueDiff.of(then, mapper.readTree(after));
  }

  private static Path jar(Path file, String entry, String text) throws Exception {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }
}
