package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.event.Events;
import io.upstream.metrics.event.Families;
import io.upstream.metrics.event.Vocabulary;
import io.upstream.metrics.label.CacheKeyPrefix;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.testing.WaitingCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstallTest {

  private static final CustomerId ACME = new CustomerId("acme");
  private static final String LINE =
      "upstream_alert_created_total{customer_id=\"acme\",product=\"DelayGuard\",severity=\"low\"}";

  private final Logger logger = Logger.getLogger(UpstreamMetrics.class.getName());
  private final Level level = logger.getLevel();
  private final Logged logged = new Logged();

  @BeforeEach
  void nothingIsInstalled() {
    InstalledRecorder.OF_PROCESS.reset();
    logger.setLevel(Level.ALL);
    logger.setUseParentHandlers(false);
    logger.addHandler(logged);
  }

  @AfterEach
  void nothingStaysInstalled() {
    InstalledRecorder.OF_PROCESS.reset();
    logger.removeHandler(logged);
    logger.setUseParentHandlers(true);
    logger.setLevel(level);
  }

  @Test
  void the_static_verbs_count_from_the_first_call() {
    alert();
    assertThat(Scrape.samples(UpstreamMetrics.recorder())).containsEntry(LINE, 1.0);
    assertThat(UpstreamMetrics.recorder()).isSameAs(UpstreamMetrics.recorder());
    assertThat(UpstreamMetrics.recorder().registry())
        .isNotSameAs(PrometheusRegistry.defaultRegistry);
    assertThat(logged.messages).isEmpty();
  }

  @Test
  void a_temporary_recorder_leaves_the_one_before() {
    UpstreamRecorder lasting = VerbCalls.quiet().build();
    UpstreamMetrics.install(lasting);
    UpstreamRecorder mine = VerbCalls.quiet().build();
    UpstreamMetrics.Installation installation = UpstreamMetrics.installTemporarily(mine);
    alert();
    assertThat(UpstreamMetrics.recorder()).isSameAs(mine);
    installation.close();
    installation.close();
    assertThat(UpstreamMetrics.recorder()).isSameAs(lasting);
    assertThat(Scrape.samples(mine)).containsEntry(LINE, 1.0);
    assertThat(Scrape.samples(lasting)).doesNotContainKey(LINE);
  }

  @Test
  void a_recorder_installed_after_a_temporary_one_stays() {
    UpstreamMetrics.Installation installation =
        UpstreamMetrics.installTemporarily(VerbCalls.quiet().build());
    UpstreamRecorder last = VerbCalls.quiet().build();
    UpstreamMetrics.install(last);
    installation.close();
    assertThat(UpstreamMetrics.recorder()).isSameAs(last);
  }

  @Test
  void the_first_install_says_once_what_went_before() {
    alert();
    alert();
    alert();
    UpstreamRecorder mine = VerbCalls.quiet().build();
    UpstreamMetrics.install(mine);
    UpstreamMetrics.install(VerbCalls.quiet().build());
    assertThat(logged.messages).singleElement().asString().contains("3").contains("before");
    assertThat(Scrape.samples(mine)).doesNotContainKey(LINE);
  }

  @Test
  void an_install_that_nothing_went_before_says_nothing() {
    UpstreamMetrics.recorder();
    UpstreamMetrics.install(VerbCalls.quiet().build());
    assertThat(logged.messages).isEmpty();
  }

  @Test
  void a_timing_before_install_counts_as_early() {
    UpstreamMetrics.timeIngestion(ACME).close();
    UpstreamMetrics.install(VerbCalls.quiet().build());
    assertThat(logged.messages).singleElement().asString().contains("1");
  }

  @Test
  void the_last_install_is_used() {
    UpstreamRecorder first = VerbCalls.quiet().build();
    UpstreamRecorder second = VerbCalls.quiet().build();
    UpstreamMetrics.install(first);
    UpstreamMetrics.install(second);
    alert();
    assertThat(UpstreamMetrics.recorder()).isSameAs(second);
    assertThat(Scrape.samples(first)).doesNotContainKey(LINE);
    assertThat(Scrape.samples(second)).containsEntry(LINE, 1.0);
  }

  @Test
  void closing_the_installed_recorder_leaves_no_ops() throws Exception {
    UpstreamRecorder mine = VerbCalls.quiet().build();
    UpstreamMetrics.install(mine);
    mine.close();
    mine.close();
    alert();
    assertThat(UpstreamMetrics.runJob(null, null, () -> "still run")).isEqualTo("still run");
    UpstreamMetrics.recorder().close();
    alert();
    assertThat(UpstreamMetrics.recorder().isEnabled()).isFalse();
    assertThat(Scrape.text(UpstreamMetrics.recorder())).isEmpty();
    assertThat(Scrape.samples(mine)).doesNotContainKey(LINE);
    UpstreamRecorder next = VerbCalls.quiet().build();
    UpstreamMetrics.install(next);
    alert();
    assertThat(Scrape.samples(next)).containsEntry(LINE, 1.0);
  }

  @Test
  void closing_another_one_changes_nothing() {
    UpstreamRecorder old = VerbCalls.quiet().build();
    UpstreamRecorder mine = VerbCalls.quiet().build();
    UpstreamMetrics.install(old);
    UpstreamMetrics.install(mine);
    old.close();
    VerbCalls.quiet().build().close();
    alert();
    assertThat(Scrape.samples(mine)).containsEntry(LINE, 1.0);
  }

  @ParameterizedTest
  @CsvSource({"metrics.mode, loud", "metrics.line.budget, -1", "metrics.jvm, maybe"})
  void a_malformed_setting_is_logged_once(String setting, String value) {
    System.setProperty(setting, value);
    try {
      alert();
      alert();
    } finally {
      System.clearProperty(setting);
    }
    assertThat(UpstreamMetrics.recorder().isEnabled()).isFalse();
    assertThat(UpstreamMetrics.recorder().settingsError()).startsWith(setting + "=" + value);
    assertThat(logged.messages).singleElement().asString().contains(setting + "=" + value);
  }

  @Test
  void only_a_malformed_budget_is_left_out() {
    System.setProperty("metrics.budget.customer.id", "-1");
    System.setProperty("metrics.allow.endpoint", "has two words");
    System.setProperty("metrics.budget.job.type", "7");
    try {
      alert();
    } finally {
      System.clearProperty("metrics.budget.customer.id");
      System.clearProperty("metrics.allow.endpoint");
      System.clearProperty("metrics.budget.job.type");
    }
    UpstreamRecorder implicit = UpstreamMetrics.recorder();
    assertThat(implicit.isEnabled()).isTrue();
    assertThat(implicit.guard(JobType.class).budget()).isEqualTo(7);
    assertThat(implicit.guard(CustomerId.class).budget()).isEqualTo(1_000);
    assertThat(logged.messages).hasSize(2);
    assertThat(String.join(" ", logged.messages))
        .contains("METRICS_BUDGET_CUSTOMER_ID=-1", "METRICS_ALLOW_ENDPOINT")
        .doesNotContain("two words");
  }

  @Test
  void installing_nothing_is_refused() {
    assertThatNullPointerException().isThrownBy(() -> UpstreamMetrics.install(null));
    assertThatNullPointerException().isThrownBy(() -> UpstreamMetrics.installTemporarily(null));
  }

  /** The first recording builds a recorder; building logs; a handler records, or waits for it. */
  @Test
  @Timeout(60)
  void a_log_handler_that_records_deadlocks_with_nothing() throws Exception {
    AtomicInteger built = new AtomicInteger();
    AtomicReference<InstalledRecorder> self = new AtomicReference<>();
    InstalledRecorder installed =
        new InstalledRecorder(
            () -> {
              built.incrementAndGet();
              self.get().get().trackCacheHit(new CacheKeyPrefix("within"));
              Thread other =
                  new Thread(() -> self.get().get().trackCacheHit(new CacheKeyPrefix("other")));
              other.start();
              try {
                other.join();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return VerbCalls.quiet().build();
            },
            10);
    self.set(installed);
    UpstreamRecorder recorder = installed.get();
    assertThat(recorder.isEnabled()).isTrue();
    assertThat(installed.get()).isSameAs(recorder);
    assertThat(built).hasValue(1);
  }

  @Test
  @Timeout(60)
  void waiting_for_the_first_recorder_ends_once() throws Exception {
    AtomicReference<InstalledRecorder> self = new AtomicReference<>();
    AtomicReference<Throwable> late = new AtomicReference<>();
    InstalledRecorder installed =
        new InstalledRecorder(
            () -> {
              WaitingCode waiting =
                  new WaitingCode(
                      () -> {
                        for (int i = 0; i < 2_000; i++) {
                          self.get().get().trackCacheHit(new CacheKeyPrefix("other"));
                        }
                      });
              waiting.call();
              waiting.failures().forEach(late::set);
              return VerbCalls.quiet().build();
            },
            50);
    self.set(installed);
    assertThat(installed.get().isEnabled()).isTrue();
    assertThat(late).hasValue(null);
  }

  @Test
  @Timeout(60)
  void threads_that_come_together_share_one_recorder() throws Exception {
    AtomicInteger built = new AtomicInteger();
    CountDownLatch start = new CountDownLatch(1);
    InstalledRecorder installed =
        new InstalledRecorder(
            () -> {
              built.incrementAndGet();
              return VerbCalls.quiet().build();
            },
            60_000);
    Set<UpstreamRecorder> seen = ConcurrentHashMap.newKeySet();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  start.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
                seen.add(installed.get());
              });
      thread.start();
      threads.add(thread);
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(seen).hasSize(1).allMatch(UpstreamRecorder::isEnabled);
    assertThat(built).hasValue(1);
  }

  @Test
  void two_recorders_do_not_know_of_one_another() {
    UpstreamRecorder one =
        VerbCalls.quiet().registry(new PrometheusRegistry()).budget(CustomerId.class, 1).build();
    UpstreamRecorder other =
        VerbCalls.quiet().registry(new PrometheusRegistry()).budget(CustomerId.class, 2).build();
    for (String customer : List.of("first", "second", "third")) {
      one.timeIngestion(new CustomerId(customer)).close();
      other.timeIngestion(new CustomerId(customer)).close();
    }
    assertThat(customers(one)).containsExactly("_OTHER", "first");
    assertThat(customers(other)).containsExactly("_OTHER", "first", "second");
    one.close();
    assertThat(one.registry().scrape().size()).isZero();
    assertThat(other.registry().scrape().size()).isGreaterThan(50);
    other.guard(CustomerId.class).budget(9);
    assertThat(one.guard(CustomerId.class).budget()).isEqualTo(1);
  }

  @Test
  void a_registry_refuses_a_second_recorder() {
    PrometheusRegistry shared = new PrometheusRegistry();
    UpstreamRecorder first = VerbCalls.quiet().registry(shared).build();
    int families = shared.scrape().size();
    assertThatThrownBy(() -> VerbCalls.quiet().registry(shared).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageMatching("(?s).*already carries the families of another UpstreamRecorder.*");
    assertThat(shared.scrape().size()).isEqualTo(families);
    first.close();
    assertThat(shared.scrape().size()).isZero();
    VerbCalls.quiet().registry(shared).build();
    assertThat(shared.scrape().size()).isEqualTo(families);
  }

  @Test
  void a_failing_vocabulary_leaves_the_registry_clean() {
    PrometheusRegistry shared = new PrometheusRegistry();
    Vocabulary broken =
        new Vocabulary() {
          @Override
          public List<Family<?>> families() {
            return List.of();
          }

          @Override
          public Events over(Families families) {
            throw new UnsupportedOperationException("not yet");
          }
        };
    assertThatThrownBy(
            () -> VerbCalls.quiet().registry(shared).jvm(true).vocabulary(broken).build())
        .hasMessage("not yet");
    assertThat(shared.scrape().size()).isZero();
  }

  @Test
  void a_reused_builder_does_not_change_built_recorders() {
    CounterFamily<NoLabels> late = CounterFamily.named("late_total").help("Came late.").noLabels();
    RecorderBuilder builder = VerbCalls.quiet().budget(CustomerId.class, 0);
    UpstreamRecorder built = builder.build();
    builder.families(late).allow(CustomerId.class, List.of(ACME)).budget(CustomerId.class, 5);
    built.timeIngestion(ACME).close();
    assertThat(customers(built)).containsExactly("_OTHER");
    assertThat(Scrape.text(built)).doesNotContain("late_total");
  }

  private static List<String> customers(UpstreamRecorder recorder) {
    return Scrape.samples(recorder).keySet().stream()
        .filter(line -> line.startsWith("upstream_ingestion_processing_seconds_count{"))
        .map(line -> line.split("\"", -1)[1])
        .sorted()
        .toList();
  }

  private static void alert() {
    UpstreamMetrics.trackAlertCreated(Product.DELAY_GUARD, Severity.LOW, ACME);
  }

  /** Keeps the lines of the log. */
  private static final class Logged extends Handler {
    final List<String> messages = new ArrayList<>();
    final List<Throwable> thrown = new ArrayList<>();

    @Override
    public void publish(LogRecord message) {
      messages.add(new SimpleFormatter().formatMessage(message));
      if (message.getThrown() != null) {
        thrown.add(message.getThrown());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
