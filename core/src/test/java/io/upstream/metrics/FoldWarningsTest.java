package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads the log about label values that fold, and about settings of labels. */
class FoldWarningsTest {

  private final Logger logger = Logger.getLogger("io.upstream.metrics");
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          if (Level.WARNING.equals(record.getLevel())) {
            said.add(new SimpleFormatter().formatMessage(record));
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    logger.addHandler(handler);
  }

  @AfterEach
  void stop() {
    logger.removeHandler(handler);
  }

  @Test
  void only_the_first_fold_is_warned_about() {
    try (UpstreamRecorder recorder =
        VerbCalls.quiet().mode(Mode.ENFORCE).budget(CustomerId.class, 1).build()) {
      for (int i = 0; i < 100; i++) {
        recorder.trackPaymentDelaySignal(Severity.HIGH, new CustomerId("tenant-" + i));
      }
      assertThat(said)
          .singleElement()
          .asString()
          .contains(
              "customer_id",
              "upstream_payment_delay_signal_total",
              "over_budget",
              "METRICS_BUDGET_CUSTOMER_ID",
              "docs/guard.md")
          .doesNotContain("tenant-");
      recorder.trackPaymentDelaySignal(Severity.HIGH, new CustomerId("two words"));
      assertThat(said).hasSize(2).last().asString().contains("invalid").doesNotContain("two words");
    }
  }

  @Test
  void an_hour_of_folds_is_one_message() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    try (UpstreamRecorder recorder =
        VerbCalls.quiet().clock(now::get).mode(Mode.ENFORCE).budget(CustomerId.class, 0).build()) {
      fold(recorder, 3);
      Scrape.text(recorder);
      said.clear(); // the first fold is a warning of its own
      fold(recorder, 1_234);
      now.set(Instant.EPOCH.plus(Duration.ofMinutes(59)));
      Scrape.text(recorder);
      assertThat(said).isEmpty();
      now.set(Instant.EPOCH.plus(Duration.ofMinutes(60)));
      Scrape.text(recorder);
      Scrape.text(recorder);
      assertThat(said)
          .singleElement()
          .asString()
          .startsWith("1234 label values were folded since the last message.");
      now.set(Instant.EPOCH.plus(Duration.ofHours(10)));
      Scrape.text(recorder);
      assertThat(said).hasSize(1);
      fold(recorder, 5);
      Scrape.text(recorder);
      fold(recorder, 7);
      Scrape.text(recorder);
      assertThat(said).hasSize(2).last().asString().startsWith("5 label values");
    }
  }

  private static void fold(UpstreamRecorder recorder, int times) {
    for (int i = 0; i < times; i++) {
      recorder.trackPaymentDelaySignal(Severity.HIGH, new CustomerId("tenant-" + i));
    }
  }

  @Test
  void an_observing_recorder_says_nothing() {
    try (UpstreamRecorder recorder =
        VerbCalls.quiet().mode(Mode.OBSERVE).budget(CustomerId.class, 0).build()) {
      recorder.trackPaymentDelaySignal(Severity.HIGH, new CustomerId("acme"));
      assertThat(said).isEmpty();
    }
  }

  @Test
  void a_log_handler_that_throws_breaks_no_recording() {
    Handler broken =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            throw new IllegalStateException("full");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(broken);
    try (UpstreamRecorder recorder = VerbCalls.quiet().budget(CustomerId.class, 0).build()) {
      recorder.trackPaymentDelaySignal(Severity.HIGH, new CustomerId("acme"));
      assertThat(Scrape.text(recorder)).contains("customer_id=\"_OTHER\",severity=\"high\"} 1.0");
    } finally {
      logger.removeHandler(broken);
    }
  }

  @Test
  void an_overridden_detector_is_named_once() {
    try (UpstreamRecorder recorder = VerbCalls.quiet().build()) {
      recorder.guard(CustomerId.class).allow(new CustomerId("henry-oakfield"));
      assertThat(said)
          .singleElement()
          .asString()
          .contains("customer_id", "person_name")
          .doesNotContain("henry");
    }
  }

  @Test
  void an_unknown_budget_names_the_nearest_type() {
    try (UpstreamRecorder recorder =
        VerbCalls.quiet().setting("METRICS_BUDGET_CUSTMER", "5").build()) {
      assertThat(said).isEmpty();
      Scrape.text(recorder);
      Scrape.text(recorder);
      assertThat(said)
          .singleElement()
          .asString()
          .contains("METRICS_BUDGET_CUSTMER", "METRICS_BUDGET_CUSTOMER_ID", "customer-id");
    }
  }

  @ParameterizedTest
  @CsvSource({"METRICS_IDLE_AFTER_, 1h", "METRICS_NAMING_, heaviest"})
  void other_settings_of_unknown_types_are_named_too(String setting, String value) {
    try (UpstreamRecorder recorder =
        VerbCalls.quiet().setting(setting + "CUSTMER", value).build()) {
      Scrape.text(recorder);
      assertThat(said)
          .singleElement()
          .asString()
          .contains(setting + "CUSTMER", setting + "CUSTOMER_ID");
    }
  }
}
