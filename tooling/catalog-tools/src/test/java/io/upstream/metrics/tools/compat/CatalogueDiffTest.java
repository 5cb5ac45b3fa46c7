package io.upstream.metrics.tools.compat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueDiffTest {

  private static final String BEFORE =
      """
      {"families":[
       {"name":"a_total","type":"counter","help":"x","labels":[
         {"name":"product","kind":"closed","values":["one","two"]},
         {"name":"customer_id","kind":"open"}]},
       {"name":"b_seconds","type":"histogram","help":"y","labels":[],"nativeSchema":3,
        "buckets":[0.5,1.0]}]}
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
        "\"nativeSchema\":3,| ``                 | BREAKING b_seconds: its native buckets are gone",
        "Schema\":3       | Schema\":5          | safe     b_seconds: its native schema is 5",
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
        .containsExactly(Change.breaking("c", "is gone", ""));
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
  void the_readers_that_a_change_breaks_are_named() throws Exception {
    String readers =
        """
        ,"readers":{"alert A":"sum by (product) (rate(a_total[5m])) > 1",
        "alert B":"sum(rate(a_total[5m])) > 1","panel C":"b_seconds_bucket{le=\\"0.5\\"}"}}
        """;
    String before = BEFORE.strip().replaceAll("}$", "") + readers;
    ObjectMapper mapper = new ObjectMapper();
    JsonNode then = mapper.readTree(before);
    assertThat(
            Comparison.of(then, mapper.readTree(before.replace("\"product\"", "\"line\"")))
                .broken())
        .extracting(Comparison.Broken::toString)
        .contains("alert A reads a_total: the label product is gone")
        .doesNotContain("alert B reads a_total: the label product is gone");
    assertThat(Comparison.of(then, mapper.readTree(before.replace("0.5,1.0", "1.0"))).broken())
        .extracting(Comparison.Broken::reader)
        .containsExactly("panel C");
  }

  private static List<Change> diff(String before, String after) throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    JsonNode then = mapper.readTree(before);
    return CatalogueDiff.of(then, mapper.readTree(after));
  }
}
