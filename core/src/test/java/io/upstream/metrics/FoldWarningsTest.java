package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Severity;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator reads in the log about label values that fold, and about settings of labels. */
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
  void the_first_fold_is_a_warning_and_the_next_are_not() {
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
  void a_budget_for_no_label_type_is_reported_with_the_nearest() {
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
}
