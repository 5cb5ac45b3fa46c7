package io.upstream.metrics.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.GuardClock;
import io.upstream.metrics.RecorderBuilder;
import io.upstream.metrics.Settings;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.JobFamilies;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.QualityMetric;
import io.upstream.metrics.label.QueueName;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.page.PageFormat;
import io.upstream.metrics.page.Scraper;
import io.upstream.metrics.testing.PageText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests stored snapshots on any database. */
abstract class SnapshotSemantics {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final String CREATED = "upstream_alert_created_total";
  private static final CustomerId ACME = new CustomerId("acme");

  final UpstreamRecorder recorder = recorder("true");
  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private DataSource source;
  private SnapshotStore store;

  abstract DataSource database() throws Exception;

  @BeforeEach
  void empty() throws Exception {
    source = database();
    store = new SnapshotStore(source);
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS " + SnapshotSchema.SAMPLES);
      statement.execute("DROP TABLE IF EXISTS " + SnapshotSchema.SERIES);
    }
  }

  @AfterEach
  void close() {
    recorder.close();
    assertThat(recorder.strictRefusals()).isEmpty();
  }

  private static UpstreamRecorder recorder(String on) {
    return settings(Map.of("METRICS_STORE_IN_DB", on)).build();
  }

  static RecorderBuilder settings(Map<String, String> environment) {
    return UpstreamRecorder.builder()
        .settings(Settings.of(Map.of(), environment))
        .mode(Mode.STRICT)
        .jvm(false);
  }

  private SnapshotsBuilder of(UpstreamRecorder recorder) {
    return MetricsSnapshots.of(recorder, source).clock(now::get).interval(Duration.ofHours(1));
  }

  private void after(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  private long rows(String table) throws Exception {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      count.next();
      return count.getLong(1);
    }
  }

  @Test
  void a_familys_history_reads_as_its_page_did() throws Exception {
    try (MetricsSnapshots snapshots = of(recorder).source("claims-1").start()) {
      assertThat(snapshots.isOn()).isTrue();
      for (int minute = 0; minute < 3; minute++) {
        recorder.trackAlertCreated(Product.DRIFT_WATCH, Severity.HIGH, ACME);
        assertThat(snapshots.store()).isTrue();
        after(Duration.ofMinutes(1));
      }
    }
    String labels = "{customer_id=\"acme\",product=\"DriftWatch\",severity=\"high\"}";
    assertThat(store.history(CREATED, START, now.get()))
        .containsExactly(
            new SnapshotSample(START, CREATED, labels, 1),
            new SnapshotSample(START.plusSeconds(60), CREATED, labels, 2),
            new SnapshotSample(START.plusSeconds(120), CREATED, labels, 3));
    assertThat(store.history(CREATED, START.plusSeconds(60), START.plusSeconds(120))).hasSize(1);
    assertThat(store.history("no_such_family", START, now.get())).isEmpty();
  }

  @Test
  void the_whole_page_is_stored() throws Exception {
    recorder.trackDataQualityScore(ACME, QualityMetric.COMPLETENESS, 0.75);
    recorder.timeAlertProcessing(Product.DENIAL_SCOPE).close();
    recorder
        .gauge(JobFamilies.QUEUE_LENGTH)
        .set(new JobFamilies.QueueLabels(new QueueName("q")), Double.POSITIVE_INFINITY);
    of(recorder).start().store();
    Instant end = START.plusSeconds(1);
    assertThat(store.history("upstream_alert_processing_seconds", START, end))
        .filteredOn(sample -> sample.labels().contains("DenialScope"))
        .hasSize(11)
        .anyMatch(sample -> sample.name().endsWith("_bucket") && sample.labels().contains("+Inf"));
    assertThat(store.history("upstream_background_queue_length", START, end))
        .singleElement()
        .matches(sample -> sample.value() == Double.POSITIVE_INFINITY);
    long lines =
        PageText.of(recorder::writePage)
            .text()
            .lines()
            .filter(line -> !line.startsWith("#"))
            .count();
    assertThat(rows(SnapshotSchema.SAMPLES)).isBetween(lines - 20, lines);
  }

  @Test
  void a_dry_run_only_counts_old_samples() throws Exception {
    MetricsSnapshots snapshots =
        of(recorder).families(CREATED).retention(Duration.ofDays(7)).start();
    for (int day = 0; day < 10; day++) {
      recorder.trackAlertCreated(Product.DRIFT_WATCH, Severity.HIGH, new CustomerId("c" + day));
      snapshots.store();
      after(Duration.ofDays(1));
    }
    // 1 + 2 + .. + 10 samples; those of days 0, 1 and 2 are 7 days and more before day 10.
    assertThat(rows(SnapshotSchema.SAMPLES)).isEqualTo(55);
    Instant cut = now.get().minus(Duration.ofDays(7));
    assertThat(store.countBefore(cut)).isEqualTo(6);
    assertThat(rows(SnapshotSchema.SAMPLES)).isEqualTo(55);

    List<Long> progress = new ArrayList<>();
    assertThat(store.deleteBefore(cut, progress::add)).isEqualTo(6);
    assertThat(progress).isNotEmpty().last().isEqualTo(6L);
    assertThat(store.deleteBefore(cut)).isZero();
    assertThat(rows(SnapshotSchema.SAMPLES)).isEqualTo(49);
    assertThat(snapshots.cleanUp()).isTrue();
    assertThat(rows(SnapshotSchema.SAMPLES)).isEqualTo(49);
    snapshots.close();
  }

  @Test
  void old_series_leave_with_their_last_sample() throws Exception {
    UpstreamRecorder gone = recorder("true");
    gone.trackAlertCreated(Product.DRIFT_WATCH, Severity.HIGH, new CustomerId("gone"));
    of(gone).families(CREATED).start().store();
    gone.close();
    recorder.trackAlertCreated(Product.DRIFT_WATCH, Severity.HIGH, ACME);
    MetricsSnapshots snapshots = of(recorder).families(CREATED).start();
    after(Duration.ofDays(9));
    snapshots.store();
    assertThat(rows(SnapshotSchema.SERIES)).isEqualTo(2);
    snapshots.cleanUp();
    assertThat(rows(SnapshotSchema.SERIES)).isEqualTo(1);
    after(Duration.ofMinutes(1));
    snapshots.store();
    assertThat(store.history(CREATED, START, now.get().plusSeconds(1))).hasSize(2);
  }

  @Test
  void many_series_take_many_transactions_and_all_arrive() throws Exception {
    UpstreamRecorder wide =
        settings(Map.of("METRICS_STORE_IN_DB", "true")).budget(CustomerId.class, 3_000).build();
    for (int i = 0; i < 2_500; i++) {
      wide.trackAlertCreated(Product.DRIFT_WATCH, Severity.HIGH, new CustomerId("c-" + i));
    }
    MetricsSnapshots snapshots = of(wide).families(CREATED).start();
    assertThat(snapshots.store()).isTrue();
    assertThat(rows(SnapshotSchema.SAMPLES)).isEqualTo(2_500);
    after(Duration.ofDays(30));
    List<Long> progress = new ArrayList<>();
    assertThat(store.deleteBefore(now.get(), progress::add)).isEqualTo(2_500);
    assertThat(progress).hasSizeGreaterThanOrEqualTo(5);

    MetricsSnapshots bounded = of(wide).families(CREATED).mostSamples(100).start();
    after(Duration.ofMinutes(1));
    assertThat(bounded.store()).isTrue();
    assertThat(rows(SnapshotSchema.SAMPLES)).isEqualTo(100);
    wide.close();
  }

  @Test
  void two_sources_in_one_database_stay_apart() throws Exception {
    recorder.trackAlertCreated(Product.DRIFT_WATCH, Severity.HIGH, ACME);
    of(recorder).source("a").families(CREATED).start().store();
    of(recorder).source("b").families(CREATED).start().store();
    assertThat(rows(SnapshotSchema.SERIES)).isEqualTo(2);
    assertThat(rows(SnapshotSchema.SAMPLES)).isEqualTo(2);
  }

  @Test
  void new_series_are_stored_at_once() throws Exception {
    recorder.trackAlertCreated(Product.DRIFT_WATCH, Severity.HIGH, ACME);
    try (MetricsSnapshots snapshots = of(recorder).families(CREATED).start()) {
      assertThat(scraped(recorder)).contains(labels("acme") + " 0.0");
      assertThat(snapshots.store()).isTrue();
      assertThat(scraped(recorder)).contains(labels("acme") + " 0.0");
    }
    assertThat(store.history(CREATED, START, now.get().plusSeconds(1)))
        .containsExactly(new SnapshotSample(START, CREATED, labels("acme"), 1));
  }

  private static String labels(String customer) {
    return "{customer_id=\"%s\",product=\"DriftWatch\",severity=\"high\"}".formatted(customer);
  }

  private static String scraped(UpstreamRecorder recorder) throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    Scraper prometheus = new Scraper("10.0.0.1", 4000, "Prometheus/2.42", "10");
    recorder.writePage(PageFormat.TEXT, null, Set.of(CREATED), prometheus, page);
    return page.toString(StandardCharsets.UTF_8);
  }

  @Test
  void a_value_that_left_keeps_its_history() throws Exception {
    GuardClock clock = new GuardClock();
    Duration day = Duration.ofHours(25);
    try (UpstreamRecorder one =
            clock
                .setAll(settings(Map.of("METRICS_STORE_IN_DB", "true")))
                .budget(CustomerId.class, 1)
                .build();
        MetricsSnapshots snapshots = of(one).families(CREATED).start()) {
      for (String customer : List.of("a", "b", "a")) {
        one.trackAlertCreated(Product.DRIFT_WATCH, Severity.HIGH, new CustomerId(customer));
        for (Duration time : List.of(Duration.ofMinutes(2), day)) {
          assertThat(snapshots.store()).isTrue();
          after(time);
          clock.pass(time);
        }
      }
    }
    Instant second = START.plus(day).plusSeconds(120);
    Instant third = second.plus(day).plusSeconds(120);
    // It has rows while it is on the page. The one that returns begins at 1 on the row it had.
    assertThat(store.history(CREATED, START, now.get()))
        .containsExactlyInAnyOrder(
            new SnapshotSample(START, CREATED, labels("a"), 1),
            new SnapshotSample(START.plusSeconds(120), CREATED, labels("a"), 1),
            new SnapshotSample(second, CREATED, labels("b"), 1),
            new SnapshotSample(second.plusSeconds(120), CREATED, labels("b"), 1),
            new SnapshotSample(third, CREATED, labels("a"), 1),
            new SnapshotSample(third.plusSeconds(120), CREATED, labels("a"), 1));
    assertThat(rows(SnapshotSchema.SERIES)).isEqualTo(2);
  }
}
