package io.upstream.metrics.push;

import static io.upstream.metrics.catalog.SelfFamilies.PUSH_FAILURES;
import static io.upstream.metrics.push.Recorders.PUSHGATEWAY;
import static io.upstream.metrics.test.MetricsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.Collector;
import io.upstream.metrics.JobRun;
import io.upstream.metrics.Settings;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.JobFamilies;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.push.FakeGateway.Asked;
import io.upstream.metrics.testing.Await;
import io.upstream.metrics.testing.LogListener;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatewayPushTest {

  private static final CustomerId ACME = new CustomerId("acme");

  private final UpstreamRecorder recorder = Recorders.quiet();
  private final List<Long> pauses = new ArrayList<>();

  @AfterEach
  void close() {
    recorder.close();
    assertThat(recorder.strictRefusals()).isEmpty();
  }

  private PushgatewayBuilder to(String address) {
    return MetricsPush.toPushgateway(recorder, address).job("nightly").pause(pauses::add);
  }

  @Test
  void an_error_does_not_stop_later_pushes() throws Exception {
    AtomicBoolean failing = new AtomicBoolean(true);
    recorder
        .registry()
        .register(
            (Collector)
                () -> {
                  if (failing.getAndSet(false)) {
                    throw new OutOfMemoryError("made up");
                  }
                  return null;
                });
    try (FakeGateway gateway = new FakeGateway();
        MetricsPush push = to(gateway.address()).every(Duration.ofMillis(5)).build()) {
      assertThat(push).isNotNull();
      long end = System.nanoTime() + 30_000_000_000L;
      while (gateway.asked().size() < 2 && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      assertThat(gateway.asked()).hasSizeGreaterThanOrEqualTo(2);
    }
    assertThat(recorder).counter(PUSH_FAILURES, PUSHGATEWAY).increasedBy(1);
  }

  @Test
  void a_push_cut_by_close_is_no_failure() throws Exception {
    try (FakeGateway gateway = new FakeGateway(FakeGateway.SILENCE, 200);
        MetricsPush push = to(gateway.address()).every(Duration.ofMillis(5)).build()) {
      long end = System.nanoTime() + 30_000_000_000L;
      while (gateway.asked().isEmpty() && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      assertThat(gateway.asked()).isNotEmpty();
      push.close();
      assertThat(push.push()).isTrue(); // when the one that was cut short has ended
    }
    assertThat(recorder).counter(PUSH_FAILURES, PUSHGATEWAY).didNotIncrease();
  }

  @Test
  void a_log_handler_may_wait_for_a_push() throws Exception {
    AtomicBoolean waited = new AtomicBoolean();
    try (FakeGateway gateway = new FakeGateway(503);
        MetricsPush push = to(gateway.address()).retry(0, Duration.ofMillis(1)).build()) {
      Consumer<LogRecord> waiting =
          message -> {
            if (!waited.getAndSet(true)) {
              CompletableFuture.runAsync(push::push).orTimeout(20, TimeUnit.SECONDS).join();
            }
          };
      try (LogListener listener = LogListener.on(MetricsPush.class.getName(), waiting)) {
        assertThat(push.push()).isFalse();
      }
      assertThat(waited).isTrue();
      assertThat(gateway.asked()).hasSize(2);
    }
  }

  @Test
  void a_push_within_a_push_fails() throws Exception {
    MetricsPush[] push = new MetricsPush[1];
    AtomicBoolean pushed = new AtomicBoolean(true);
    try (FakeGateway gateway = new FakeGateway(503, 200)) {
      PushgatewayBuilder builder =
          to(gateway.address()).pause(millis -> pushed.set(push[0].push()));
      push[0] = builder.build();
      assertThat(push[0].push()).isTrue();
      assertThat(pushed).isFalse();
      assertThat(gateway.asked()).hasSize(2);
      push[0].close();
    }
    assertThat(recorder).counter(PUSH_FAILURES, PUSHGATEWAY).increasedBy(1);
  }

  @Test
  void the_whole_page_goes_to_the_group() throws Exception {
    recorder.trackAlertCreated(Product.DRIFT_WATCH, Severity.HIGH, ACME);
    try (FakeGateway gateway = new FakeGateway();
        MetricsPush push = to(gateway.address()).grouping("instance", "a").build()) {
      assertThat(push.push()).isTrue();
      Asked asked = gateway.asked().get(0);
      assertThat(asked.method()).isEqualTo("PUT");
      assertThat(asked.path()).isEqualTo("/metrics/job/nightly/instance/a");
      assertThat(asked.type()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
      assertThat(asked.authorization()).isNull();
      assertThat(asked.text())
          .contains("upstream_alert_created_total{customer_id=\"acme\"")
          .contains("# TYPE upstream_background_job_started_total counter");
    }
  }

  @Test
  void a_group_can_be_added_to_and_deleted() throws Exception {
    try (FakeGateway gateway = new FakeGateway();
        MetricsPush push = to(gateway.address()).method(PushMethod.POST).build()) {
      assertThat(push.push()).isTrue();
      assertThat(push.delete()).isTrue();
      assertThat(gateway.asked()).extracting(Asked::method).containsExactly("POST", "DELETE");
    }
  }

  @Test
  void it_says_who_it_is() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      to(gateway.address()).basicAuth("jöb", "s3:cret").build().push();
      to(gateway.address()).bearerToken("t0ken").build().push();
      assertThat(gateway.asked())
          .extracting(Asked::authorization)
          .containsExactly("Basic asO2YjpzMzpjcmV0", "Bearer t0ken");
    }
  }

  @Test
  void a_temporary_failure_is_retried_with_growing_pauses() throws Exception {
    try (FakeGateway gateway = new FakeGateway(503, 500, 429, 202)) {
      assertThat(to(gateway.address()).build().push()).isTrue();
      assertThat(gateway.asked()).hasSize(4);
      assertThat(pauses).containsExactly(500L, 1_000L, 2_000L);
      assertThat(recorder).counter(PUSH_FAILURES, PUSHGATEWAY).didNotIncrease();
    }
  }

  @Test
  void what_will_not_pass_is_not() throws Exception {
    for (int status : List.of(400, 401, 403, 404)) {
      try (FakeGateway gateway = new FakeGateway(status)) {
        assertThat(to(gateway.address()).build().push()).isFalse();
        assertThat(gateway.asked()).hasSize(1);
      }
    }
    assertThat(pauses).isEmpty();
    assertThat(recorder).counter(PUSH_FAILURES, PUSHGATEWAY).increasedBy(4);
  }

  private static String nobody() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "127.0.0.1:" + socket.getLocalPort();
    }
  }

  @Test
  void an_unreachable_gateway_is_counted_once() throws Exception {
    MetricsPush push = to(nobody()).retry(2, Duration.ofSeconds(20)).build();
    assertThat(job(push)).isEqualTo(42);
    assertThat(pauses).containsExactly(20_000L, 30_000L);
    assertThat(recorder).counter(PUSH_FAILURES, PUSHGATEWAY).increasedBy(1);
  }

  @Test
  void a_silent_gateway_times_out() throws Exception {
    try (FakeGateway gateway = new FakeGateway(FakeGateway.SILENCE)) {
      MetricsPush push =
          to(gateway.address())
              // Long enough for a busy machine to see the request.
              .timeout(Duration.ofSeconds(1))
              .retry(1, Duration.ofMillis(1))
              .build();
      assertThat(job(push)).isEqualTo(42);
      assertThat(gateway.asked()).hasSize(2);
      assertThat(recorder).counter(PUSH_FAILURES, PUSHGATEWAY).increasedBy(1);
    }
  }

  @Test
  void a_rejected_push_does_not_fail_the_job() throws Exception {
    try (FakeGateway gateway = new FakeGateway(400)) {
      assertThat(job(to(gateway.address()).build())).isEqualTo(42);
      assertThat(recorder).counter(PUSH_FAILURES, PUSHGATEWAY).increasedBy(1);
    }
  }

  private int job(MetricsPush push) {
    int result;
    try (JobRun run = recorder.startJob(JobType.DATA_EXPORT, ACME).pushOnClose(push)) {
      result = 42;
      run.succeeded();
    }
    assertThat(recorder).counter(JobFamilies.COMPLETED).increasedBy(1);
    return result;
  }

  @Test
  void an_interrupted_job_stays_interrupted() throws Exception {
    PushgatewayBuilder impatient =
        to(nobody())
            .pause(
                millis -> {
                  throw new InterruptedException();
                });
    assertThat(job(impatient.build())).isEqualTo(42);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void only_success_pushes_the_success_time() throws Exception {
    String last = "upstream_background_job_last_success_timestamp_seconds";
    try (FakeGateway gateway = new FakeGateway()) {
      MetricsPush push = to(gateway.address()).build();
      recorder.startJob(JobType.DATA_EXPORT, ACME).pushOnClose(push).close();
      job(push);
      Asked failed = gateway.asked().get(0);
      assertThat(failed.method()).isEqualTo("POST");
      assertThat(failed.text())
          .doesNotContain(last)
          .contains("job_failed_total{customer_id=\"acme\"");
      Asked succeeded = gateway.asked().get(1);
      assertThat(succeeded.method()).isEqualTo("PUT");
      assertThat(succeeded.text())
          .containsPattern(last + "\\{job_type=\"data_export\"\\} 1\\.[0-9]+E9");
    }
  }

  @Test
  void an_interval_pushes_until_close_inclusive() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      try (MetricsPush push = to(gateway.address()).every(Duration.ofMillis(20)).build()) {
        assertThat(Await.within(Duration.ofMinutes(1), () -> gateway.asked().size() >= 2)).isTrue();
        recorder.trackAlertCreated(Product.DRIFT_WATCH, Severity.LOW, ACME);
        assertThat(push).isNotNull();
      }
      int then = gateway.asked().size();
      assertThat(gateway.asked().get(then - 1).text())
          .contains("upstream_alert_created_total{customer_id=\"acme\"");
    }
  }

  @Test
  void a_disabled_recorder_pushes_nothing() throws Exception {
    Settings off = Settings.of(Map.of(), Map.of("METRICS_ENABLED", "false"));
    try (FakeGateway gateway = new FakeGateway();
        UpstreamRecorder nothing = UpstreamRecorder.builder().settings(off).build();
        MetricsPush push =
            MetricsPush.toPushgateway(nothing, gateway.address()).flushAtShutdown().build()) {
      assertThat(push.push()).isFalse();
      push.jobEnded(JobType.DATA_EXPORT, true);
      push.close();
      assertThat(gateway.asked()).isEmpty();
    }
  }

  @Test
  void closing_twice_pushes_once() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      MetricsPush push = to(gateway.address()).flushAtShutdown().build();
      push.close();
      push.close();
      assertThat(gateway.asked()).hasSize(1);
    }
  }

  @Test
  void what_is_set_wrong_is_said_at_once() {
    assertThatThrownBy(() -> to("g:1").grouping("job", "x")).hasMessageContaining("grouping job");
    assertThatThrownBy(() -> to("g:1").grouping("a-b", "x")).hasMessageContaining("a-b");
    assertThatThrownBy(() -> to("g:1").job(" ")).hasMessageContaining("blank");
    assertThatThrownBy(() -> to("g:1").every(Duration.ZERO)).hasMessageContaining("interval");
    assertThatThrownBy(() -> to("g:1").timeout(Duration.ofSeconds(-1)))
        .hasMessageContaining("timeout");
    assertThatThrownBy(() -> to("g:1").retry(-1, Duration.ofSeconds(1))).hasMessageContaining("-1");
    assertThatThrownBy(() -> MetricsPush.toOtlp(recorder, "collector:4317"))
        .hasMessageContaining("expected a URL");
  }
}
