package io.upstream.metrics.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.prometheus.metrics.core.metrics.Counter;
import io.upstream.metrics.UpstreamRecorder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Escapes names of third-party families beyond letters, digits and underscores. */
class NameEscapingTest {

  private static final boolean HAS_UTF_8 =
      EscapingWriter.possible(NameEscaping.ALLOW_UTF_8) == NameEscaping.ALLOW_UTF_8;

  private static String page(
      UpstreamRecorder recorder, PageFormat format, @Nullable NameEscaping escaping) {
    return page(recorder, format, escaping, Set.of());
  }

  private static String page(
      UpstreamRecorder recorder,
      PageFormat format,
      @Nullable NameEscaping escaping,
      Set<String> names) {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    try {
      recorder.writePage(format, escaping, names, null, page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return page.toString(StandardCharsets.UTF_8);
  }

  private static UpstreamRecorder withCounter(String name, String... labels) {
    UpstreamRecorder recorder = UpstreamRecorder.builder().build();
    Counter counter =
        Counter.builder().name(name).help("C").labelNames(labels).register(recorder.registry());
    counter.labelValues(labels).inc(3);
    return recorder;
  }

  private static UpstreamRecorder utf8() {
    assumeTrue(HAS_UTF_8, "client_java takes such names from 1.4 on");
    return withCounter("größe.gesamt", "kunden.art");
  }

  @ParameterizedTest
  @EnumSource(names = {"TEXT", "OPENMETRICS"})
  void utf8_names_are_quoted_where_allowed(PageFormat format) {
    try (UpstreamRecorder recorder = utf8()) {
      assertThat(page(recorder, format, NameEscaping.ALLOW_UTF_8))
          .contains("{\"größe.gesamt_total\",\"kunden.art\"=\"kunden.art\"} 3.0\n");
    }
  }

  @Test
  void protobuf_holds_utf8_names_where_allowed() {
    try (UpstreamRecorder recorder = utf8()) {
      assertThat(page(recorder, PageFormat.PROTOBUF, NameEscaping.ALLOW_UTF_8))
          .contains("größe.gesamt_total");
      assertThat(page(recorder, PageFormat.PROTOBUF, NameEscaping.UNDERSCORES))
          .contains("gr__e_gesamt_total")
          .doesNotContain("größe");
    }
  }

  @Test
  void other_escapings_write_plain_names() {
    try (UpstreamRecorder recorder = utf8()) {
      assertThat(page(recorder, PageFormat.TEXT, NameEscaping.UNDERSCORES))
          .contains("gr__e_gesamt_total{kunden_art=\"kunden.art\"} 3.0\n");
      assertThat(page(recorder, PageFormat.TEXT, NameEscaping.DOTS))
          .contains("gr____e_dot_gesamt_total{kunden_dot_art=\"kunden.art\"} 3.0\n");
      assertThat(page(recorder, PageFormat.TEXT, NameEscaping.VALUES))
          .contains("U__gr_f6__df_e_2e_gesamt_total{U__kunden_2e_art=\"kunden.art\"} 3.0\n");
    }
  }

  @Test
  void a_family_is_found_by_utf8_name() {
    try (UpstreamRecorder recorder = utf8()) {
      assertThat(
              page(
                  recorder,
                  PageFormat.TEXT,
                  NameEscaping.ALLOW_UTF_8,
                  Set.of("größe.gesamt_total", "größe.gesamt")))
          .startsWith("# HELP \"größe.gesamt_total\" C\n");
    }
  }

  @Test
  void what_is_not_asked_for_has_underscores() {
    try (UpstreamRecorder recorder = withCounter("some.calls")) {
      assertThat(page(recorder, PageFormat.TEXT, null)).contains("some_calls_total 3.0\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void our_own_names_are_unchanged(NameEscaping escaping) {
    try (UpstreamRecorder recorder = withCounter("other")) {
      for (PageFormat format : PageFormat.values()) {
        assertThat(page(recorder, format, escaping))
            .contains("upstream_metrics_scrape_errors", "jvm_threads_current")
            .doesNotContain("upstream__", "jvm__", "U__");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void openmetrics_ends_once(NameEscaping escaping) {
    try (UpstreamRecorder recorder = withCounter("other")) {
      String page = page(recorder, PageFormat.OPENMETRICS, escaping);
      assertThat(page).endsWith("\n# EOF\n").containsOnlyOnce("# EOF").contains("other_total 3.0");
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_content_type_names_the_escaping(NameEscaping escaping) {
    String expected = HAS_UTF_8 ? escaping.parameter() : "underscores";
    assertThat(PageFormat.TEXT.contentType(escaping))
        .isEqualTo("text/plain; version=0.0.4; charset=utf-8; escaping=" + expected);
    assertThat(PageFormat.TEXT.contentType(null)).isEqualTo(PageFormat.TEXT.contentType());
  }
}
