package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.JobFamilies;
import io.upstream.metrics.label.ClosedLabel;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.page.PageFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that no text depends on the default locale. */
class LocaleTest {

  private final Locale before = Locale.getDefault();

  enum Inline implements ClosedLabel {
    INITIAL,
    ID
  }

  record InsuranceId(String value) implements OpenLabel {}

  record Labels(Inline inlineItem, InsuranceId insuranceId) {}

  @AfterEach
  void back() {
    Locale.setDefault(before);
  }

  // Turkish has a dotless i, the others have figures and separators of their own.
  @ParameterizedTest
  @ValueSource(strings = {"tr-TR", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva", "de-DE", "fr-FR"})
  void every_text_is_the_same_in_every_locale(String tag) throws IOException {
    Locale.setDefault(Locale.ROOT);
    List<String> expected = texts();
    Locale.setDefault(Locale.forLanguageTag(tag));
    assertThat(texts()).isEqualTo(expected);
  }

  private static List<String> texts() throws IOException {
    // Declared anew: names of labels and constants are made here.
    HistogramFamily<Labels> sizes =
        HistogramFamily.named("locale_sizes").buckets(0.5, 1_500).help("S.").labels(Labels.class);
    AtomicLong nanos = new AtomicLong();
    RecorderBuilder builder =
        UpstreamRecorder.builder()
            .settings(Settings.of(Map.of(), Map.of()))
            .setting("METRICS_MODE", "enforce")
            .setting("METRICS_BUDGET_INSURANCE_ID", "1234")
            .jvm(false)
            .ticker(() -> nanos.addAndGet(1_000_000))
            .clock(() -> Instant.EPOCH)
            .families(sizes);
    List<String> texts = new ArrayList<>();
    texts.add(builder.worstCase().toString());
    try (LogLines log = LogLines.of("io.upstream.metrics");
        UpstreamRecorder recorder = builder.budget(CustomerId.class, 3).lineBudget(3_000).build()) {
      for (int i = 0; i < 5_000; i++) {
        recorder.trackAlertCreated(Product.DELAY_GUARD, Severity.HIGH, new CustomerId("c" + i % 9));
        recorder
            .histogram(sizes)
            .observe(new Labels(Inline.INITIAL, new InsuranceId("i" + i)), i + 0.25);
      }
      recorder.time(JobFamilies.DURATION, null).close();
      recorder.startJob(JobType.DATA_EXPORT, new CustomerId("c1")).failed(new IOException("x"));
      texts.add(recorder.report().toString());
      texts.add(recorder.report().json());
      for (PageFormat format : PageFormat.values()) {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        recorder.writePage(format, Set.of("locale_sizes", "upstream_alert_created_total"), page);
        texts.add(page.toString(StandardCharsets.ISO_8859_1));
      }
      texts.addAll(log.lines());
    }
    for (String setting : List.of("METRICS_MODE=loud", "METRICS_LINE_BUDGET=12")) {
      texts.add(refusal(setting));
    }
    return texts;
  }

  private static String refusal(String setting) {
    String[] parts = setting.split("=", -1);
    try {
      UpstreamRecorder.builder().setting(parts[0], parts[1]).jvm(false).build().close();
      return "";
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }
}
