package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.DurationFamily;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.UpDownFamily;
import io.upstream.metrics.event.Events;
import io.upstream.metrics.event.Families;
import io.upstream.metrics.event.Vocabulary;
import io.upstream.metrics.guard.SafeLogger;
import io.upstream.metrics.guard.detect.Detector;
import io.upstream.metrics.label.ClosedLabel;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.ModelName;
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.label.SqlOperation;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lets code of an application throw: in labels, detectors and log handlers. */
class HostileCodeTest {

  enum Tier implements ClosedLabel {
    FREE
  }

  record Region(String value) implements OpenLabel {
    @Override
    public String value() {
      throw new IllegalStateException(value);
    }
  }

  record ClosedFails(Tier tier, CustomerId customerId) {
    @Override
    public Tier tier() {
      throw new IllegalStateException("closed");
    }
  }

  record OpenFails(Tier tier, CustomerId customerId) {
    @Override
    public CustomerId customerId() {
      throw new LinkageError("open");
    }
  }

  record ValueFails(Tier tier, Region region) {}

  private static final CustomerId ACME = new CustomerId("acme");

  private static <L extends Record> void record(
      UpstreamRecorder recorder, String name, Class<L> type, L labels) {
    CounterFamily<L> events = CounterFamily.named(name + "_total").help("E.").labels(type);
    GaugeFamily<L> level = GaugeFamily.named(name + "_level").help("L.").labels(type);
    UpDownFamily<L> open = UpDownFamily.named(name + "_open").help("O.").labels(type);
    DurationFamily<L> times =
        DurationFamily.ofSeconds(name + "_seconds").buckets(1).help("T.").labels(type);
    recorder.counter(events).inc(labels);
    recorder.counter(events).add(labels, 2);
    recorder.counter(events).add(labels, 0.5);
    recorder.counter(events).bind(labels).inc();
    recorder.counter(events).bind(labels).add(0.5);
    recorder.gauge(level).set(labels, 1);
    recorder.gauge(level).bind(labels).set(1);
    recorder.gauge(level).watch(labels, () -> 1).close();
    recorder.gauge(level).remove(labels);
    recorder.upDown(open).add(labels, 1);
    recorder.upDown(open).bind(labels).inc();
    recorder.histogram(times).observe(labels, 1);
    recorder.histogram(times).observe(labels, Duration.ofSeconds(1));
    recorder.histogram(times).bind(labels).observe(1);
    recorder.histogram(times).bind(labels).observe(Duration.ofSeconds(1));
    recorder.time(times, labels).close();
    assertThat(recorder.counter(events).value(labels)).isZero();
    assertThat(recorder.gauge(level).value(labels)).isNaN();
    assertThat(recorder.upDown(open).value(labels)).isZero();
    assertThat(recorder.histogram(times).count(labels)).isZero();
    assertThat(recorder.histogram(times).sum(labels)).isZero();
  }

  @Test
  void a_throwing_accessor_loses_only_its_event() {
    UpstreamRecorder recorder = VerbCalls.quiet().build();
    record(recorder, "closed_fails", ClosedFails.class, new ClosedFails(Tier.FREE, ACME));
    record(recorder, "open_fails", OpenFails.class, new OpenFails(Tier.FREE, ACME));
    record(recorder, "value_fails", ValueFails.class, new ValueFails(Tier.FREE, new Region("r")));
    assertThat(Scrape.samples(recorder))
        .containsEntry(rejected("closed_fails_total"), 5.0)
        .containsEntry(rejected("closed_fails_seconds"), 5.0)
        .containsEntry("open_fails_total{customer_id=\"_INVALID\",tier=\"free\"}", 5.0)
        .containsEntry("open_fails_seconds_count{customer_id=\"_INVALID\",tier=\"free\"}", 5.0)
        .containsEntry("value_fails_total{region=\"_INVALID\",tier=\"free\"}", 5.0);
  }

  private static String rejected(String family) {
    return "upstream_metrics_rejected_total{family=\"%s\",reason=\"missing\"}".formatted(family);
  }

  static Stream<Method> verbs() {
    return VerbCalls.verbs();
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void a_detector_with_an_error_stops_no_verb(Method verb) {
    Detector broken =
        Detector.of(
            "broken",
            "Fails.",
            text -> {
              throw new LinkageError("broken");
            });
    UpstreamRecorder recorder = VerbCalls.quiet().detector(broken).build();
    List<Object[]> combinations = VerbCalls.arguments(verb, false);
    Object[] arguments = combinations.get(combinations.size() - 1);
    assertThatCode(() -> VerbCalls.call(recorder, verb, arguments)).doesNotThrowAnyException();
    assertThat(Scrape.text(recorder)).doesNotContain("customer_id=\"acme\"");
  }

  @Test
  void configuring_with_null_says_what_is_expected() {
    UpstreamRecorder recorder = VerbCalls.quiet().build();
    assertThatNullPointerException()
        .isThrownBy(() -> recorder.counter(null))
        .withMessage("expected a family, got null");
    assertThatNullPointerException()
        .isThrownBy(() -> recorder.histogram(null))
        .withMessage("expected a family, got null");
    assertThatNullPointerException()
        .isThrownBy(() -> recorder.guard(null))
        .withMessage("expected a label type, got null");
    assertThatNullPointerException()
        .isThrownBy(() -> UpstreamMetrics.install(null))
        .withMessage("expected a recorder to install, got null");
  }

  // ---- log handlers

  /** A handler of all that the library logs. */
  private static final class Hostile extends Handler implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger("io.upstream.metrics");

    private final List<String> loggers = new ArrayList<>();
    private final Runnable action;

    private Hostile(Runnable action) {
      this.action = action;
      LOGGER.setUseParentHandlers(false);
      LOGGER.addHandler(this);
    }

    @Override
    public void publish(LogRecord message) {
      synchronized (loggers) {
        loggers.add(message.getLoggerName().replaceAll(".*\\.", ""));
      }
      action.run();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      LOGGER.removeHandler(this);
      LOGGER.setUseParentHandlers(true);
    }
  }

  private static final Vocabulary FAILING =
      new Vocabulary() {
        @Override
        public List<Family<?>> families() {
          return List.of();
        }

        @Override
        public Events over(Families families) {
          return new Events() {
            @Override
            public void modelWritten(SqlOperation operation, ModelName model, long count) {
              throw new IllegalStateException("vocabulary");
            }
          };
        }
      };

  record Own(CustomerId customerId) {}

  /** Makes the library log in as many places as it does while a service runs. */
  private static void provoke(List<UpstreamRecorder> built) {
    PrometheusRegistry registry = new PrometheusRegistry();
    Counter.builder().name("upstream_report_generated").help("T.").register(registry);
    UpstreamRecorder recorder =
        VerbCalls.quiet()
            .sharedRegistry(registry)
            .setting("METRICS_BUDGET_NOBODY", "3")
            .allow(CustomerId.class, List.of(new CustomerId("henry-ford")))
            .vocabulary(Vocabulary.UPSTREAM, FAILING)
            .lineBudget(800)
            .thirdPartyLineBudget(2)
            .budget(CustomerId.class, 1)
            .build();
    built.add(recorder);
    for (int i = 0; i < 500; i++) {
      recorder.trackAlertCreated(Product.DRIFT_WATCH, Severity.LOW, new CustomerId("c" + i));
    }
    recorder.events().modelWritten(SqlOperation.INSERT, new ModelName("Patient"), 1);
    Counter many =
        Counter.builder().name("their_events").labelNames("kind").help("T.").register(registry);
    for (int i = 0; i < 5; i++) {
      many.labelValues("kind" + i).inc();
    }
    io.prometheus.metrics.core.metrics.Gauge levels =
        io.prometheus.metrics.core.metrics.Gauge.builder()
            .name("their_levels")
            .labelNames("kind")
            .help("T.")
            .register(registry);
    for (int i = 0; i < 5; i++) {
      levels.labelValues("kind" + i).set(i);
    }
    Scrape.text(recorder);
    registry.register(
        (MultiCollector)
            () -> {
              throw new IllegalStateException("collector");
            });
    Scrape.text(recorder);
    recorder
        .startJob(JobType.DATA_EXPORT, ACME)
        .pushOnClose(
            (type, succeeded) -> {
              throw new IllegalStateException("push");
            })
        .close();
  }

  private static final List<String> PLACES =
      Arrays.asList(
          "FoldLog",
          "Guards",
          "JobRun",
          "LineBudget",
          "RegistryBridge",
          "ScrapeErrors",
          "ThirdPartyScreen",
          "Vocabulary");

  @Test
  void a_log_handler_that_throws_breaks_nothing() {
    List<UpstreamRecorder> built = new ArrayList<>();
    try (Hostile handler =
        new Hostile(
            () -> {
              throw new LinkageError("handler");
            })) {
      assertThatCode(() -> provoke(built)).doesNotThrowAnyException();
      assertThat(handler.loggers).containsAll(PLACES);
    }
    assertThat(Scrape.text(built.get(0))).contains("upstream_alert_created_total{");
    built.get(0).close();
  }

  @Test
  void a_log_handler_may_wait_for_recording_threads() {
    List<UpstreamRecorder> built = new ArrayList<>();
    List<Throwable> late = new ArrayList<>();
    ThreadLocal<Boolean> within = ThreadLocal.withInitial(() -> false);
    try (Hostile handler =
        new Hostile(
            () -> {
              if (built.isEmpty() || within.get()) {
                return;
              }
              UpstreamRecorder recorder = built.get(0);
              try {
                CompletableFuture.runAsync(
                        () -> {
                          within.set(true);
                          recorder.trackAlertCreated(Product.DRIFT_WATCH, Severity.HIGH, null);
                          recorder.guard(CustomerId.class).budget(2);
                          Scrape.text(recorder);
                          within.set(false);
                        })
                    .get(20, TimeUnit.SECONDS);
              } catch (Exception e) {
                late.add(e);
              }
            })) {
      provoke(built);
      assertThat(handler.loggers).containsAll(PLACES);
    }
    assertThat(late).isEmpty();
    built.get(0).close();
  }

  @Test
  void a_log_handler_that_throws_stops_no_start() {
    Settings.IGNORED.set(false);
    System.setProperty("metrics.mode", "loud");
    try (Hostile handler =
        new Hostile(
            () -> {
              throw new LinkageError("handler");
            })) {
      InstalledRecorder malformed = new InstalledRecorder(ImplicitRecorder::build);
      assertThat(malformed.get().settingsError()).contains("metrics.mode=loud");
      InstalledRecorder replaced = new InstalledRecorder(() -> VerbCalls.quiet().build());
      replaced.get().trackAlertCreated(Product.DRIFT_WATCH, Severity.LOW, ACME);
      UpstreamRecorder next =
          VerbCalls.quiet()
              .setting("PROMETHEUS_MULTIPROC_DIR", "/var/run/metrics")
              .allow(CustomerId.class, List.of(new CustomerId("henry-oakfield")))
              .build();
      replaced.install(next);
      assertThat(replaced.get()).isSameAs(next);
      assertThat(handler.loggers)
          .containsExactly("UpstreamMetrics", "Settings", "FixedValues", "UpstreamMetrics");
    } finally {
      System.clearProperty("metrics.mode");
      Settings.IGNORED.set(false);
    }
  }

  @Test
  void a_throwing_detector_folds_only_its_labels() {
    Detector broken =
        Detector.of(
            "broken",
            "Fails.",
            text -> {
              throw new LinkageError("broken");
            });
    try (UpstreamRecorder recorder = VerbCalls.quiet().detector(broken).build()) {
      Counter.builder()
          .name("their_events")
          .help("T.")
          .labelNames("kind")
          .register(recorder.registry())
          .labelValues("plain")
          .inc();
      assertThat(Scrape.samples(recorder))
          .containsEntry("their_events_total{kind=\"_REDACTED\"}", 1.0)
          .containsEntry(
              "upstream_metrics_redacted_total{detector=\"broken\",label=\"kind\"}", 1.0);
    }
  }

  @Test
  void errors_of_the_JVM_pass_a_log_handler() {
    try (Hostile handler =
        new Hostile(
            () -> {
              throw new StackOverflowError("handler");
            })) {
      assertThatThrownBy(
              () ->
                  SafeLogger.of(HostileCodeTest.class).log(System.Logger.Level.ERROR, "An error."))
          .isInstanceOf(StackOverflowError.class);
      assertThat(handler.loggers).hasSize(1);
    }
  }
}
