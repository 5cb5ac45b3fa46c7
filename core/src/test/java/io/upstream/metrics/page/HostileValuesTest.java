package io.upstream.metrics.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Grammar;
import io.upstream.metrics.label.OpenLabel;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Passes hostile values: the page parses and is what client_java would write. */
class HostileValuesTest {

  @Grammar(Grammar.ANY)
  record Free(@Nullable String value) implements OpenLabel {}

  record Labels(CustomerId customerId, Free free) {}

  private static final CounterFamily<Labels> COUNTED =
      CounterFamily.named("hostile_total").help("H.").labels(Labels.class);
  private static final HistogramFamily<Labels> MEASURED =
      HistogramFamily.named("hostile_sizes").buckets(1).help("H.").labels(Labels.class);

  private static final List<String> VALUES =
      List.of(
          "nul\u0000nul",
          "quote\"quote",
          "\"} 1\nevil_total{a=\"b",
          "back\\slash",
          "back\\",
          "line\nline",
          "carriage\rreturn",
          "\ud800 half",
          "half \udc00",
          "\udc00\ud800",
          "x".repeat(1 << 20),
          " ".repeat(1 << 20),
          "le",
          "__name__",
          "+Inf",
          "\u202eright to left",
          "\u2066isolated\u2069",
          "\u2028separated",
          "\ufeffmarked",
          "é\u0301\u0300",
          "😀",
          "# HELP evil",
          "# EOF",
          "",
          "_OTHER");

  @ParameterizedTest
  @EnumSource(Mode.class)
  void promtool_and_client_java_agree(Mode mode) throws Exception {
    try (UpstreamRecorder recorder =
        UpstreamRecorder.builder().jvm(false).mode(mode).families(COUNTED, MEASURED).build()) {
      int recorded = 0;
      for (String value : VALUES) {
        recorded += record(recorder, new Labels(new CustomerId(value), new Free(value)));
      }
      String page = ScrapedPage.text(recorder);
      assertThat(recorded).isPositive();
      assertThat(ours(page)).isEqualTo(ours(ScrapedPage.byClientJava(recorder, PageFormat.TEXT)));
      assertThat(page.lines().filter(line -> line.startsWith("evil"))).isEmpty();
      assertThat(page).doesNotContain("\u0000").doesNotContain("\u202e").doesNotContain("xxxx");
      ReadByOthersTest.Program.Result checked =
          ReadByOthersTest.Program.find("/usr/bin/promtool", "promtool")
              .run(ScrapedPage.bytes(recorder, PageFormat.TEXT, Set.of()), "check", "metrics");
      assertThat(checked.output()).doesNotContain("error while linting").doesNotContain("hostile");
    }
  }

  private static int record(UpstreamRecorder recorder, Labels labels) {
    try {
      recorder.counter(COUNTED).inc(labels);
      recorder.histogram(MEASURED).observe(labels, 2);
      return 1;
    } catch (IllegalArgumentException strict) {
      assertThat(strict.getMessage()).hasSizeLessThan(400).doesNotContain("xxxx");
      return 1;
    }
  }

  private static Set<String> ours(String page) {
    return page.lines()
        .filter(line -> line.startsWith("hostile"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
