package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.guard.WorstCase;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.HttpMethod;
import io.upstream.metrics.label.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The report says which label of which family is the problem, and what to set. */
class RecorderReportTest {

  private final UpstreamRecorder recorder =
      UpstreamRecorder.builder().jvm(false).budget(CustomerId.class, 100).build();

  RecorderReportTest() {
    for (int i = 0; i < 400; i++) {
      recorder.trackPaymentDelaySignal(Severity.HIGH, new CustomerId("tenant-" + i));
    }
    recorder.trackApiCall(new Endpoint("/mail/jane.roe@mail.example"), HttpMethod.GET, null);
    recorder.trackApiCall(new Endpoint("no route"), HttpMethod.GET, new CustomerId("tenant-1"));
  }

  @AfterEach
  void close() {
    recorder.close();
  }

  @Test
  void a_fold_shows_label_family_time_and_advice() {
    String text = recorder.report().toString();

    assertThat(text.lines()).allMatch(line -> line.length() <= 100);
    assertThat(text)
        .containsSubsequence(
            "! customer_id: 300 times, first over 2",
            "most of it in upstream_payment_delay_signal_total",
            "over_budget",
            "about ",
            " values for a budget of 100 (",
            " times)",
            "set METRICS_BUDGET_CUSTOMER_ID=");
    assertThat(text).containsPattern("redacted +1 +looked like personal data");
  }

  @Test
  void a_machine_reads_the_same_figures() throws Exception {
    JsonNode report = new ObjectMapper().readTree(recorder.report().json());

    assertThat(report.get("mode").asText()).isEqualTo("ENFORCE");
    JsonNode customers = report.get("labels").get(0);
    assertThat(customers.get("label").asText()).isEqualTo("customer_id");
    assertThat(customers.get("values").asInt()).isEqualTo(100);
    assertThat(customers.get("budget").asInt()).isEqualTo(100);
    assertThat(customers.get("demand").asInt()).isBetween(360, 440);
    assertThat(customers.get("suggested_budget").asInt()).isBetween(450, 560);
    assertThat(customers.get("first_overflow").asText()).startsWith("2");
    assertThat(customers.get("folded").get(0).get("count").asInt()).isEqualTo(300);
    assertThat(customers.get("folded").get(0).get("reason").asText()).isEqualTo("over_budget");
    assertThat(customers.get("heaviest").get(0).get("value").asText()).isEqualTo("tenant-1");
    assertThat(report.get("families").get(0).get("lines").asInt()).isPositive();
  }

  @Test
  void nothing_that_was_refused_is_in_it() {
    String both = recorder.report() + recorder.report().json();

    assertThat(both).doesNotContain("jane", "no route", "tenant-399", "tenant-250");
  }

  @Test
  void the_example_in_the_guide_is_printed() throws Exception {
    try (UpstreamRecorder example =
        UpstreamRecorder.builder().jvm(false).budget(CustomerId.class, 100).build()) {
      for (int i = 0; i < 400; i++) {
        example.trackPaymentDelaySignal(Severity.HIGH, new CustomerId("tenant-" + i));
      }
      String guide = Files.readString(Path.of("../docs/guard.md"));
      String shown = guide.substring(guide.indexOf("guard report,"), guide.lastIndexOf("```"));
      // Demand is an estimate under a key of this process, and time goes on.
      assertThat(withoutFigures(example.report().toString())).startsWith(withoutFigures(shown));
    }
  }

  private static String withoutFigures(String text) {
    return text.replaceAll("[0-9][0-9,.:TZ-]*", "#").replaceAll(" +", " ");
  }

  @Test
  void a_quiet_recorder_says_so() {
    try (UpstreamRecorder quiet = UpstreamRecorder.builder().jvm(false).build()) {
      assertThat(quiet.report().toString()).contains("Nothing was folded.");
    }
  }

  @Test
  void no_family_exceeds_its_worst_case() {
    RecorderBuilder builder =
        UpstreamRecorder.builder().jvm(false).budget(CustomerId.class, 3).budget(Endpoint.class, 8);
    WorstCase worst = builder.worstCase();
    try (UpstreamRecorder filled = builder.build()) {
      List<String> customers = List.of("a", "b", "c", "d", "x y", "jane.roe@mail.example", "");
      for (String customer :
          Collections.nCopies(2, customers).stream().flatMap(List::stream).toList()) {
        for (int i = 0; i < 60; i++) {
          String path = i < 50 ? "/p" + i % 20 : i == 50 ? "" : i == 51 ? "/?q=a" : "bad";
          for (HttpMethod method : HttpMethod.values()) {
            filled.trackApiCall(new Endpoint(path), method, new CustomerId(customer));
          }
        }
        for (Severity severity : Severity.values()) {
          filled.trackPaymentDelaySignal(severity, new CustomerId(customer));
        }
      }
      filled
          .book()
          .series()
          .forEach(
              series ->
                  assertThat(series.lines())
                      .as(series.family().name())
                      .isLessThanOrEqualTo(worst.lines(series.family())));
      // Seven customers (3 named, 4 reserved), 11 methods, 8 named and 4 reserved endpoints.
      assertThat(lines(filled, "upstream_api_endpoint_calls_total")).isEqualTo(7 * 11 * 12);
      assertThat(lines(filled, "upstream_payment_delay_signal_total"))
          .isEqualTo(7L * Severity.values().length);
      assertThat(worst.toString()).contains("upstream_api_endpoint_calls_total").contains("924");
    }
  }

  @Test
  void observing_is_ten_times_as_much_without_shares() {
    WorstCase worst =
        UpstreamRecorder.builder().mode(Mode.OBSERVE).budget(CustomerId.class, 3).worstCase();
    assertThat(worst.toString()).containsPattern("upstream_payment_delay_signal_total +136");
  }

  private static long lines(UpstreamRecorder recorder, String family) {
    return Scrape.samples(recorder).keySet().stream()
        .filter(line -> line.startsWith(family + "{"))
        .count();
  }
}
