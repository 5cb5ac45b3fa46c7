package io.upstream.metrics.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.label.ClosedLabel;
import io.upstream.metrics.label.CustomerId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Log handlers, initializers and registries may wait for a thread that records. */
class NoForeignCodeUnderLocksTest {

  record Labels(CustomerId customerId) {}

  private static final CounterFamily<Labels> EVENTS =
      CounterFamily.named("unlocked_events_total").help("E.").labels(Labels.class);
  private static final CounterFamily<Labels> OTHERS =
      CounterFamily.named("unlocked_others_total").help("O.").labels(Labels.class);

  private static final AtomicBoolean RECORDED = new AtomicBoolean();
  private static UpstreamRecorder initializing;

  private static boolean recordsElsewhere(UpstreamRecorder recorder) {
    CompletableFuture<Void> other =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < 10; i++) {
                recorder.counter(EVENTS).inc(new Labels(new CustomerId("new-" + i)));
                recorder.counter(OTHERS).inc(new Labels(new CustomerId("other-" + i)));
              }
            });
    try {
      other.get(20, TimeUnit.SECONDS);
      return true;
    } catch (Exception e) {
      return false; // it waits for a lock
    }
  }

  @Test
  void a_log_handler_may_wait_for_a_recording_thread() {
    Logger logger = Logger.getLogger("io.upstream.metrics.series.LineBudget");
    AtomicBoolean done = new AtomicBoolean();
    try (UpstreamRecorder recorder =
        UpstreamRecorder.builder().jvm(false).lineBudget(200_000).build()) {
      Handler hostile =
          new Handler() {
            @Override
            public void publish(LogRecord record) {
              done.set(recordsElsewhere(recorder));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
          };
      logger.addHandler(hostile);
      try (UpstreamRecorder small = UpstreamRecorder.builder().jvm(false).lineBudget(1).build()) {
        small.counter(EVENTS).inc(new Labels(new CustomerId("acme")));
      } finally {
        logger.removeHandler(hostile);
      }
    }
    assertThat(done).isTrue();
  }

  enum Shade implements ClosedLabel {
    DARK;

    static {
      RECORDED.set(recordsElsewhere(initializing));
    }

    @Override
    public String wireValue() {
      return "dark";
    }
  }

  record Shaded(Shade shade, CustomerId customerId) {}

  @Test
  void a_static_initializer_of_a_label_may_record() {
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build()) {
      initializing = recorder;
      CounterFamily<Shaded> shaded =
          CounterFamily.named("unlocked_shaded_total").help("S.").labels(Shaded.class);
      recorder.counter(shaded).inc(new Shaded(Shade.DARK, new CustomerId("acme")));
    }
    assertThat(RECORDED).isTrue();
  }

  @Test
  void a_registry_may_wait_for_a_recording_thread() {
    AtomicBoolean done = new AtomicBoolean();
    UpstreamRecorder[] built = new UpstreamRecorder[1];
    PrometheusRegistry hostile =
        new PrometheusRegistry() {
          @Override
          public void register(Collector collector) {
            if (built[0] != null && "unlocked_events".equals(collector.getPrometheusName())) {
              UpstreamRecorder recorder = built[0];
              CompletableFuture<Void> other =
                  CompletableFuture.runAsync(
                      () -> recorder.counter(OTHERS).inc(new Labels(new CustomerId("acme"))));
              try {
                other.get(20, TimeUnit.SECONDS);
                done.set(true);
              } catch (Exception e) {
                done.set(false);
              }
            }
            super.register(collector);
          }
        };
    try (UpstreamRecorder recorder =
        UpstreamRecorder.builder().registry(hostile).jvm(false).build()) {
      built[0] = recorder;
      recorder.counter(EVENTS).inc(new Labels(new CustomerId("acme")));
    }
    assertThat(done).isTrue();
  }
}
