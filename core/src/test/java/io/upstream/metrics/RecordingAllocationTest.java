package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.event.CacheCall;
import io.upstream.metrics.event.CacheMeter;
import io.upstream.metrics.event.ConnectionMeter;
import io.upstream.metrics.event.DbCall;
import io.upstream.metrics.event.DbMeter;
import io.upstream.metrics.event.Events;
import io.upstream.metrics.event.Families;
import io.upstream.metrics.event.HttpExchange;
import io.upstream.metrics.event.HttpMeter;
import io.upstream.metrics.event.Vocabulary;
import io.upstream.metrics.label.CacheKeyPrefix;
import io.upstream.metrics.label.CacheName;
import io.upstream.metrics.label.ChannelType;
import io.upstream.metrics.label.CheckType;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.DataSourceAlias;
import io.upstream.metrics.label.DbErrorType;
import io.upstream.metrics.label.DbVendor;
import io.upstream.metrics.label.DriftType;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.ErrorType;
import io.upstream.metrics.label.HttpMethod;
import io.upstream.metrics.label.HttpStatus;
import io.upstream.metrics.label.IngestionStatus;
import io.upstream.metrics.label.ModelName;
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.QualityMetric;
import io.upstream.metrics.label.ReportType;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.label.SeverityLevel;
import io.upstream.metrics.label.SignalType;
import io.upstream.metrics.label.SqlOperation;
import io.upstream.metrics.label.SuppressionReason;
import io.upstream.metrics.label.ThrottleClass;
import io.upstream.metrics.label.Transport;
import io.upstream.metrics.label.View;
import io.upstream.metrics.series.BoundCounter;
import io.upstream.metrics.series.Observer;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every verb and every event records without garbage. */
class RecordingAllocationTest {

  private static final int CALLS = 20_000;

  private final UpstreamRecorder recorder =
      VerbCalls.quiet().vocabulary(Vocabulary.UPSTREAM, new Second()).build();
  private final CustomerId acme = new CustomerId("acme");
  private final CustomerRecorder bound = recorder.forCustomer(acme);

  /** A second vocabulary, so that the composite has more than one to go to. */
  private record Second() implements Vocabulary {

    @Override
    public List<Family<?>> families() {
      return List.of();
    }

    @Override
    public Events over(Families families) {
      return new Events() {};
    }
  }

  private record Exchange() implements HttpExchange {
    private static final View VIEW = new View("claims");
    private static final HttpStatus OK = new HttpStatus(200);

    @Override
    public View view() {
      return VIEW;
    }

    @Override
    public HttpMethod method() {
      return HttpMethod.GET;
    }

    @Override
    public Transport transport() {
      return Transport.HTTPS;
    }

    @Override
    public HttpStatus status() {
      return OK;
    }

    @Override
    public long durationNanos() {
      return 5;
    }
  }

  @Test
  @SuppressWarnings("EnumOrdinal") // any constant will do
  void no_verb_makes_garbage() {
    Map<String, Runnable> verbs = new LinkedHashMap<>();
    ErrorType error = new ErrorType("Timeout");
    SignalType signal = new SignalType("coding");
    ReportType report = ReportType.DRIFT_SUMMARY;
    Endpoint endpoint = new Endpoint("/claims");
    ThrottleClass throttle = new ThrottleClass("burst");
    CacheKeyPrefix prefix = new CacheKeyPrefix("claims");
    Product product = Product.DRIFT_WATCH;
    SuppressionReason reason = SuppressionReason.values()[0];
    CheckType check = CheckType.values()[0];
    IngestionStatus status = IngestionStatus.values()[0];
    verbs.put("created", () -> recorder.trackAlertCreated(product, Severity.LOW, acme));
    verbs.put("delivered", () -> recorder.trackAlertDelivered(product, ChannelType.EMAIL, acme));
    verbs.put("failed", () -> recorder.trackAlertFailed(product, ChannelType.EMAIL, error, acme));
    verbs.put("suppressed", () -> recorder.trackAlertSuppressed(product, reason, acme));
    verbs.put("drift", () -> recorder.trackDriftEvent(product, DriftType.DENIAL_RATE, 0.5, acme));
    verbs.put(
        "drift level",
        () -> recorder.trackDriftEvent(product, DriftType.DENIAL_RATE, SeverityLevel.LOW, acme));
    verbs.put("delay", () -> recorder.trackPaymentDelaySignal(Severity.LOW, acme));
    verbs.put("denial", () -> recorder.trackDenialSignal(signal, acme));
    verbs.put("score", () -> recorder.trackDataQualityScore(acme, QualityMetric.COMPLETENESS, 0.5));
    verbs.put("check", () -> recorder.trackDataQualityCheckFailed(check, Severity.LOW, acme));
    verbs.put("ingestion", () -> recorder.trackIngestion(acme, 3, status));
    verbs.put("generated", () -> recorder.trackReportGenerated(report, acme));
    verbs.put("report failed", () -> recorder.trackReportFailed(report, error, acme));
    verbs.put("call", () -> recorder.trackApiCall(endpoint, HttpMethod.GET, acme));
    verbs.put("limit", () -> recorder.trackRateLimitHit(endpoint, throttle, acme));
    verbs.put("hit", () -> recorder.trackCacheHit(prefix));
    verbs.put("miss", () -> recorder.trackCacheMiss(prefix));
    verbs.put("refused", () -> recorder.trackAlertCreated(null, null, acme));
    verbs.put("bound created", () -> bound.trackAlertCreated(product, Severity.LOW));
    verbs.put("bound failed", () -> bound.trackAlertFailed(product, ChannelType.EMAIL, error));
    verbs.put("bound call", () -> bound.trackApiCall(endpoint, HttpMethod.GET));
    verbs.put("bound score", () -> bound.trackDataQualityScore(QualityMetric.COMPLETENESS, 0.5));
    assertThat(withGarbage(verbs)).isEmpty();
  }

  @Test
  void no_event_makes_garbage() {
    Events events = recorder.events();
    HttpMeter http = events.http();
    DataSourceAlias alias = new DataSourceAlias("claims");
    DbVendor vendor = new DbVendor("H2");
    DbMeter db = events.db(DbCall.of(alias, vendor, SqlOperation.SELECT));
    ConnectionMeter connections = events.connections(alias, vendor);
    CacheMeter cache = events.cache(new CacheName("claims"));
    HttpExchange exchange = new Exchange();
    ModelName model = new ModelName("claim");
    Map<String, Runnable> calls = new LinkedHashMap<>();
    calls.put(
        "request",
        () -> {
          http.started();
          http.ended(exchange);
        });
    calls.put(
        "abandoned",
        () -> {
          http.started();
          http.abandoned();
        });
    calls.put("late", () -> http.lateResponseBytes(7));
    calls.put("executed", () -> db.executed(7, null));
    calls.put("failed", () -> db.executed(7, DbErrorType.DATA_ERROR));
    calls.put("batched", () -> db.batched(7, null));
    calls.put("done", () -> db.batchDone(7, null));
    calls.put("refused", () -> db.refused(DbErrorType.DATA_ERROR));
    calls.put(
        "connection",
        () -> {
          connections.opened();
          connections.borrowed();
          connections.returned();
          connections.failed();
        });
    calls.put("cache", () -> cache.record(CacheCall.HIT));
    assertThat(withGarbage(calls)).isEmpty();
    assertThat(Scrape.text(recorder)).contains("view=\"claims\"");
    events.modelWritten(SqlOperation.INSERT, model, 1);
  }

  /** The array of the labels is the caller's, and javac's if it lists them. */
  @Test
  void exemplars_that_are_not_kept_make_no_garbage() {
    CounterFamily<NoLabels> events =
        CounterFamily.named("allocation_events_total").help("E.").noLabels();
    CounterFamily<NoLabels> bare =
        CounterFamily.named("allocation_bare_total").help("B.").noLabels();
    HistogramFamily<NoLabels> sizes =
        HistogramFamily.named("allocation_sizes").buckets(1).help("S.").noLabels();
    OpenLabel[] named = {acme};
    OpenLabel[] folded = {new CustomerId("globex"), new Endpoint("not an endpoint"), null};
    try (UpstreamRecorder traced =
        VerbCalls.quiet().exemplars(true).allow(CustomerId.class, Set.of(acme)).build()) {
      BoundCounter counter = traced.counter(events).bind(NoLabels.NONE);
      BoundCounter without = traced.counter(bare).bind(NoLabels.NONE);
      Observer histogram = traced.histogram(sizes).bind(NoLabels.NONE);
      Map<String, Runnable> calls = new LinkedHashMap<>();
      calls.put("counter", () -> counter.incWithExemplar(named));
      calls.put("histogram", () -> histogram.observeWithExemplar(3, named));
      calls.put("folded", () -> without.incWithExemplar(folded));
      assertThat(withGarbage(calls)).isEmpty();
      assertThat(exemplarOf(traced, "allocation_events")).isNotNull();
      assertThat(exemplarOf(traced, "allocation_bare")).isNull();
    }
  }

  private static @Nullable Exemplar exemplarOf(UpstreamRecorder recorder, String counter) {
    CounterSnapshot snapshot = (CounterSnapshot) recorder.registry().scrape(counter::equals).get(0);
    return snapshot.getDataPoints().get(0).getExemplar();
  }

  private static SortedMap<String, Double> withGarbage(Map<String, Runnable> calls) {
    SortedMap<String, Double> found = new TreeMap<>();
    calls.forEach(
        (name, call) -> {
          double bytes = bytesPerCall(call);
          if (bytes > 0.5) {
            found.put(name, bytes);
          }
        });
    return found;
  }

  /** The least of some runs: the first ones are interpreted. */
  private static double bytesPerCall(Runnable call) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    double least = Double.MAX_VALUE;
    for (int run = 0; run < 6 && least > 0.5; run++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < CALLS; i++) {
        call.run();
      }
      least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / (double) CALLS);
    }
    return least;
  }
}
