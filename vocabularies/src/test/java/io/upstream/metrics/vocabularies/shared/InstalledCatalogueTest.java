package io.upstream.metrics.vocabularies.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.upstream.metrics.UpstreamMetrics;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.testing.WaitingCode;
import io.upstream.metrics.vocabularies.VocabularyPages;
import io.upstream.metrics.vocabularies.fiko.FikoRecorder;
import io.upstream.metrics.vocabularies.module.ModuleRecorder;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An application's own code that throws, or waits for a thread which uses a catalogue. */
class InstalledCatalogueTest {

  private UpstreamRecorder recorder;

  @AfterEach
  void close() {
    recorder.close();
  }

  private void install(PrometheusRegistry registry) {
    recorder = UpstreamRecorder.builder().jvm(false).registry(registry).build();
    UpstreamMetrics.install(recorder);
  }

  /** A registry that does something before it registers, once it is told to. */
  private static final class Registry extends PrometheusRegistry {
    private volatile Runnable before = () -> {};

    @Override
    public void register(Collector collector) {
      before.run();
      super.register(collector);
    }
  }

  @Test
  void a_registry_may_wait_for_many_events() {
    Registry registry = new Registry();
    install(registry);
    AtomicReference<InstalledCatalogue<ModuleRecorder>> catalogue = new AtomicReference<>();
    WaitingCode waiting =
        new WaitingCode(
            () -> {
              for (int i = 0; i < 2_000; i++) {
                catalogue.get().now().trackUserRegistration();
              }
            });
    AtomicBoolean first = new AtomicBoolean(true);
    registry.before =
        () -> {
          if (first.getAndSet(false)) {
            waiting.call();
          }
        };
    catalogue.set(new InstalledCatalogue<>(ModuleRecorder::new, Duration.ofMillis(50)));
    catalogue.get().now().trackUserRegistration();
    assertThat(waiting.failures()).isEmpty();
    assertThat(waiting.waits()).isEqualTo(1);
    assertThat(VocabularyPages.of(recorder)).contains("django_user_registrations_total 1.0\n");
  }

  @Test
  void an_Error_of_a_registry_fails_no_verb() {
    Registry registry = new Registry();
    install(registry);
    registry.before =
        () -> {
          throw new NoClassDefFoundError("of the registry");
        };
    InstalledCatalogue<ModuleRecorder> catalogue = new InstalledCatalogue<>(ModuleRecorder::new);
    catalogue.now().trackUserRegistration();
    catalogue.now().trackUserRegistration();
  }

  @Test
  void a_log_handler_may_wait_for_other_verbs() {
    install(new PrometheusRegistry());
    try (FikoRecorder clashing = new FikoRecorder(recorder)) {
      clashing.trackWorkers(1);
      InstalledCatalogue<ModuleRecorder> catalogue = new InstalledCatalogue<>(ModuleRecorder::new);
      WaitingCode waiting = new WaitingCode(() -> catalogue.now().trackUserRegistration());
      Logger logger = Logger.getLogger("io.upstream.metrics");
      Handler handler = waiting.logHandler();
      logger.addHandler(handler);
      try {
        catalogue.now().trackUserRegistration();
      } finally {
        logger.removeHandler(handler);
      }
      assertThat(waiting.failures()).isEmpty();
      assertThat(waiting.waits()).isPositive();
    }
  }
}
