package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.event.CacheCall;
import io.upstream.metrics.event.Events;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.label.CacheName;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.ModelName;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.SqlOperation;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Passes null for everything that an adapter does not know. */
class NullEventsTest {

  static Stream<Arguments> nulls() {
    return Stream.of(
        of("db", events -> events.db(null).executed(1, null), "alias=\"_UNKNOWN\""),
        of("db batch", events -> events.db(null).batched(1, null), "reason=\"missing\""),
        of("db error", events -> events.db(null).refused(null), "reason=\"missing\""),
        of("connections", events -> events.connections(null, null).opened(), "\"_UNKNOWN\""),
        of("cache", events -> events.cache(null).record(CacheCall.HIT), "backend=\"_UNKNOWN\""),
        of(
            "cache call",
            events -> events.cache(new CacheName("claims")).record(null),
            "upstream_metrics_rejected_total{family=\"django_cache_get_total\",reason=\"missing\"}"),
        of(
            "operation",
            events -> events.modelWritten(null, new ModelName("claim"), 1),
            "family=\"django_model_inserts_total\",reason=\"missing\"}"),
        of(
            "model",
            events -> events.modelWritten(SqlOperation.INSERT, null, 1),
            "model=\"_UNKNOWN\""),
        of("exchange", events -> events.http().ended(null), "reason=\"missing\""));
  }

  private static Arguments of(String name, Consumer<Events> recording, String line) {
    return Arguments.of(Named.of(name, recording), line);
  }

  @ParameterizedTest
  @MethodSource("nulls")
  void it_is_counted_where_it_came_in(Consumer<Events> recording, String line) {
    try (UpstreamRecorder recorder = VerbCalls.quiet().build()) {
      recording.accept(recorder.events());
      assertThat(Scrape.text(recorder))
          .contains(line)
          .doesNotContain("upstream_metrics_scrape_errors_total{");
    }
  }

  @ParameterizedTest
  @MethodSource("nulls")
  void strict_throws_for_missing_values(Consumer<Events> recording, String line) {
    try (UpstreamRecorder strict = VerbCalls.quiet().mode(Mode.STRICT).build()) {
      if (line.contains("model=\"_UNKNOWN\"")
          || line.contains("backend=")
          || line.equals("\"_UNKNOWN\"")) {
        recording.accept(strict.events()); // an open label that is null is no mistake
        assertThat(strict.strictRefusals()).isEmpty();
        return;
      }
      assertThatThrownBy(() -> recording.accept(strict.events()))
          .as(line)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected");
    }
  }

  @Test
  void a_null_job_is_the_callers_error() {
    try (UpstreamRecorder recorder = VerbCalls.quiet().build()) {
      var before = Scrape.lasting(recorder);
      CustomerId acme = new CustomerId("acme");
      assertThatThrownBy(() -> recorder.runJob(JobType.DATA_EXPORT, acme, null))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("expected a job to run, got null");
      Timing timing = recorder.timeAlertProcessing(Product.DELAY_GUARD);
      assertThatThrownBy(() -> timing.time(null))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("expected something to time, got null");
      assertThat(Scrape.lasting(recorder)).isEqualTo(before);
      timing.close();
      assertThat(Scrape.lasting(recorder)).isNotEqualTo(before);
    }
  }
}
