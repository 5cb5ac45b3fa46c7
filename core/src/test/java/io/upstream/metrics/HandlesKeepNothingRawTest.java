package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.DurationFamily;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.UpDownFamily;
import io.upstream.metrics.event.DbCall;
import io.upstream.metrics.event.DbMeter;
import io.upstream.metrics.label.CacheKeyPrefix;
import io.upstream.metrics.label.CacheName;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.DataSourceAlias;
import io.upstream.metrics.label.DbErrorType;
import io.upstream.metrics.label.DbVendor;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.ModelName;
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.label.SqlOperation;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches the heap behind handles for values that were refused as personal data. */
class HandlesKeepNothingRawTest {

  private static final CounterFamily<Labels> CALLS =
      CounterFamily.named("raw_calls_total").help("C.").labels(Labels.class);
  private static final DurationFamily<Labels> SIZES =
      DurationFamily.ofSeconds("raw_sizes")
          .inheritedName("It is older.")
          .buckets(1)
          .help("S.")
          .labels(Labels.class);
  private static final GaugeFamily<Labels> LEVEL =
      GaugeFamily.named("raw_level").help("L.").labels(Labels.class);
  private static final UpDownFamily<Labels> OPEN =
      UpDownFamily.named("raw_open").help("O.").labels(Labels.class);

  record Labels(CustomerId customerId, Endpoint endpoint, CacheKeyPrefix cacheKeyPrefix) {}

  private final UpstreamRecorder recorder =
      UpstreamRecorder.builder().jvm(false).budget(CustomerId.class, 1).build();

  @Test
  void the_walk_finds_what_is_there() {
    Object hidden = new AtomicReference<>(List.of(new CustomerId("acme")));
    assertThat(Reachable.texts(hidden)).contains("acme");
    recorder.trackPaymentDelaySignal(Severity.HIGH, new CustomerId("acme"));
    assertThat(Reachable.texts(recorder)).contains("acme");
  }

  @ParameterizedTest
  @ValueSource(strings = {"quill.marsh@mail.example", "quillmarsh and spaces", "quillmarsh\nline"})
  void a_handle_does_not_hold_redacted_values(String secret) {
    Labels labels =
        new Labels(
            new CustomerId(secret), new Endpoint(secret), new CacheKeyPrefix("claims:" + secret));
    Object[] handles = {
      recorder.counter(CALLS).bind(labels),
      recorder.histogram(SIZES).bind(labels),
      recorder.gauge(LEVEL).bind(labels),
      recorder.gauge(LEVEL).watch(labels, () -> 1),
      recorder.upDown(OPEN).bind(labels),
      recorder.time(SIZES, labels),
      recorder.forCustomer(new CustomerId(secret)),
      recorder.startJob(new JobType(secret), new CustomerId(secret)),
      recorder.timeIngestion(new CustomerId(secret)),
      recorder.events().connections(new DataSourceAlias(secret), new DbVendor(secret)),
      recorder.events().cache(new CacheName(secret)),
      db(secret)
    };
    recorder.guard(CustomerId.class).budget(5);
    assertThat(Reachable.texts(handles)).doesNotContain("quill").contains("raw_calls_total");
    assertThat(Reachable.texts(recorder)).doesNotContain("quill");
    assertThat(Scrape.text(recorder)).doesNotContain("quill");
  }

  private DbMeter db(String secret) {
    DbMeter meter =
        recorder
            .events()
            .db(
                DbCall.of(new DataSourceAlias(secret), new DbVendor(secret), SqlOperation.INSERT)
                    .writing(new ModelName(secret)));
    meter.executed(1, DbErrorType.TIMEOUT_ERROR);
    return meter;
  }

  @Test
  void a_database_meter_follows_its_labels() {
    db("quill.marsh@mail.example").refused(DbErrorType.TIMEOUT_ERROR);
    recorder
        .events()
        .db(DbCall.of(new DataSourceAlias("claims"), new DbVendor("H2"), SqlOperation.SELECT))
        .refused(DbErrorType.TIMEOUT_ERROR);
    assertThat(Scrape.text(recorder).lines().filter(line -> line.contains("TimeoutError")))
        .hasSize(2)
        .anyMatch(line -> line.contains("\"_REDACTED\"") && line.endsWith(" 2.0"))
        .anyMatch(line -> line.contains("\"claims\"") && line.endsWith(" 1.0"));
  }

  @Test
  void an_over_budget_value_is_named_later() {
    recorder.trackPaymentDelaySignal(Severity.HIGH, new CustomerId("first"));
    Labels labels =
        new Labels(
            new CustomerId(" second "), new Endpoint("/claims"), new CacheKeyPrefix("claims:42"));
    var counter = recorder.counter(CALLS).bind(labels);
    counter.inc();
    recorder.guard(CustomerId.class).budget(2);
    counter.inc();
    String line = "raw_calls_total{cache_key_prefix=\"claims\",customer_id=\"%s\",endpoint=";
    assertThat(Scrape.text(recorder)).contains(line.formatted("_OTHER"), line.formatted("second"));
  }

  @Test
  void a_handle_reads_a_labels_accessor_once() {
    AtomicInteger asked = new AtomicInteger();
    record Changing(AtomicInteger asked) implements OpenLabel {
      @Override
      public String value() {
        return asked.getAndIncrement() == 0 ? "claims" : "quill.marsh@mail.example";
      }
    }
    record ChangingLabels(Changing changing) {}
    CounterFamily<ChangingLabels> family =
        CounterFamily.named("changing_total").help("C.").labels(ChangingLabels.class);
    var counter = recorder.counter(family).bind(new ChangingLabels(new Changing(asked)));
    recorder.guard(CustomerId.class).budget(7);
    counter.inc();
    assertThat(asked).hasValue(1);
    assertThat(Scrape.text(recorder)).contains("changing_total{changing=\"claims\"} 1.0");
  }
}
