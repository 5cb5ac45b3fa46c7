package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.event.DbCall;
import io.upstream.metrics.event.DbMeter;
import io.upstream.metrics.event.HttpExchange;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.DataSourceAlias;
import io.upstream.metrics.label.DbErrorType;
import io.upstream.metrics.label.DbVendor;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.ErrorType;
import io.upstream.metrics.label.HttpMethod;
import io.upstream.metrics.label.HttpStatus;
import io.upstream.metrics.label.ModelName;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.QualityMetric;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.label.SeverityLevel;
import io.upstream.metrics.label.SqlOperation;
import io.upstream.metrics.label.Transport;
import io.upstream.metrics.label.View;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that a refused event names none of its values. */
class RefusedEventsTest {

  static Stream<BiConsumer<UpstreamRecorder, CustomerId>> refused() {
    return Stream.of(
        (recorder, junk) -> recorder.trackAlertCreated(Product.DRIFT_WATCH, null, junk),
        (recorder, junk) -> recorder.trackAlertDelivered(null, null, junk),
        (recorder, junk) ->
            recorder.trackAlertFailed(null, null, new ErrorType(junk.value()), junk),
        (recorder, junk) -> recorder.trackAlertSuppressed(null, null, junk),
        (recorder, junk) -> recorder.trackDriftEvent(Product.DRIFT_WATCH, null, 0.5, junk),
        (recorder, junk) -> recorder.trackDriftEvent(Product.DRIFT_WATCH, null, 2, junk),
        (recorder, junk) ->
            recorder.trackDriftEvent(Product.DRIFT_WATCH, null, SeverityLevel.LOW, junk),
        (recorder, junk) -> recorder.trackPaymentDelaySignal(null, junk),
        (recorder, junk) -> recorder.trackDataQualityScore(junk, null, 1),
        (recorder, junk) ->
            recorder.trackDataQualityScore(junk, QualityMetric.COMPLETENESS, Double.NaN),
        (recorder, junk) -> recorder.trackDataQualityCheckFailed(null, Severity.LOW, junk),
        (recorder, junk) -> recorder.trackIngestion(junk, 1, null),
        (recorder, junk) -> recorder.trackIngestion(junk, -1, null),
        (recorder, junk) -> recorder.trackApiCall(new Endpoint("/" + junk.value()), null, junk),
        (recorder, junk) -> ended(recorder, junk, null, Transport.HTTP),
        (recorder, junk) -> ended(recorder, junk, null, null),
        (recorder, junk) -> recorder.events().modelWritten(null, new ModelName(junk.value()), 1),
        (recorder, junk) ->
            recorder.events().modelWritten(SqlOperation.INSERT, new ModelName(junk.value()), -1),
        (recorder, junk) -> write(recorder, junk).batched(-1, null),
        (recorder, junk) -> write(recorder, junk).refused(null),
        (recorder, junk) -> {
          write(recorder, junk).executed(5, DbErrorType.PROGRAMMING_ERROR);
          write(recorder, junk).refused(null);
        });
  }

  private static DbMeter write(UpstreamRecorder recorder, CustomerId junk) {
    return recorder
        .events()
        .db(
            DbCall.of(new DataSourceAlias("claims"), new DbVendor("h2"), SqlOperation.INSERT)
                .writing(new ModelName(junk.value())));
  }

  private static void ended(
      UpstreamRecorder recorder, CustomerId junk, HttpMethod method, Transport transport) {
    recorder.events().http().started();
    recorder
        .events()
        .http()
        .ended(
            new HttpExchange() {
              @Override
              public View view() {
                return new View(junk.value());
              }

              @Override
              public HttpMethod method() {
                return method;
              }

              @Override
              public Transport transport() {
                return transport;
              }

              @Override
              public HttpStatus status() {
                return new HttpStatus(200);
              }

              @Override
              public long durationNanos() {
                return 1;
              }
            });
  }

  @ParameterizedTest
  @MethodSource("refused")
  void a_refused_event_names_no_value(BiConsumer<UpstreamRecorder, CustomerId> event) {
    try (UpstreamRecorder recorder =
        VerbCalls.quiet()
            .budget(CustomerId.class, 1)
            .budget(Endpoint.class, 1)
            .budget(ErrorType.class, 1)
            .budget(View.class, 1)
            .budget(ModelName.class, 1)
            .build()) {
      for (int i = 0; i < 3; i++) {
        event.accept(recorder, new CustomerId("junk" + i));
      }
      assertThat(recorder.guard(CustomerId.class).spent()).isZero();
      assertThat(recorder.guard(Endpoint.class).spent()).isZero();
      assertThat(recorder.guard(ErrorType.class).spent()).isZero();
      assertThat(recorder.guard(View.class).spent()).isZero();
      assertThat(recorder.guard(ModelName.class).spent()).isZero();
      assertThat(Scrape.text(recorder)).contains("upstream_metrics_rejected_total{");
    }
  }
}
