package io.upstream.metrics.monitoring;

import io.prometheus.metrics.model.registry.Collector;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.AlertFamilies;
import io.upstream.metrics.catalog.DriftFamilies;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.JobFamilies;
import io.upstream.metrics.catalog.QualityFamilies;
import io.upstream.metrics.catalog.ReportFamilies;
import io.upstream.metrics.event.CacheCall;
import io.upstream.metrics.event.DbCall;
import io.upstream.metrics.event.HttpExchange;
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
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.ModelName;
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.QualityMetric;
import io.upstream.metrics.label.QueueName;
import io.upstream.metrics.label.ReportType;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.label.SeverityLevel;
import io.upstream.metrics.label.SignalType;
import io.upstream.metrics.label.SqlOperation;
import io.upstream.metrics.label.SuppressionReason;
import io.upstream.metrics.label.ThrottleClass;
import io.upstream.metrics.label.Transport;
import io.upstream.metrics.label.View;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An instance of the platform that does a little of everything at each step, and writes it down.
 */
final class SimulatedInstance implements AutoCloseable {

  private static final DataSourceAlias CLAIMS = new DataSourceAlias("claims");
  private static final DbVendor POSTGRES = new DbVendor("postgresql");
  private static final List<CustomerId> CUSTOMERS =
      List.of(new CustomerId("123"), new CustomerId("acme"), new CustomerId("globex"));
  private static final GaugeFamily<PoolLabels> POOL_MAX =
      GaugeFamily.named("hikaricp_connections_max").help("x").labels(PoolLabels.class);
  private static final GaugeFamily<PoolLabels> POOL_PENDING =
      GaugeFamily.named("hikaricp_connections_pending").help("x").labels(PoolLabels.class);

  record Pool(String value) implements OpenLabel {}

  record PoolLabels(Pool pool) {}

  private final UpstreamRecorder recorder =
      UpstreamRecorder.builder().budget(CustomerId.class, 4).build();
  private final Ledger ledger;
  private final int number;

  SimulatedInstance(int number, Ledger ledger) {
    this.number = number;
    this.ledger = ledger;
    Collector broken =
        () -> {
          throw new IllegalStateException("broken on purpose");
        };
    recorder.registry().register(broken);
    recorder.gauge(POOL_MAX).set(new PoolLabels(new Pool("claims")), 10);
    recorder.gauge(POOL_PENDING).set(new PoolLabels(new Pool("claims")), number);
    recorder.startJob(new JobType("endless"), CUSTOMERS.get(0));
    ledger.add("job_started", 1, "job_type", "endless");
  }

  void step(int step) {
    int few = 1 + (step * 7 + number * 3) % 4;
    http(few + 2);
    database(few);
    alerts(few);
    drift(few, step);
    quality(few);
    jobs(few);
    rest(few);
  }

  private void http(int few) {
    request(few, "upstream.api.views.ClaimViewSet", HttpMethod.GET, 200, 0.03);
    request(1, "upstream.api.views.ClaimViewSet", HttpMethod.POST, 400, 0.2);
    request(2, "ReportController#yearly", HttpMethod.GET, 200, 3);
    request(few % 2, "ClaimController#list", HttpMethod.GET, 500, 0.7);
    request(1, "_UNMATCHED", HttpMethod.GET, 404, 0.001);
  }

  private void request(int times, String view, HttpMethod method, int status, double seconds) {
    for (int i = 0; i < times; i++) {
      recorder.events().http().started();
      recorder.events().http().ended(new Exchange(new View(view), method, status, seconds));
      ledger.add(
          "request", 1, "view", view, "method", method.name(), "status", String.valueOf(status));
      ledger.add("latency", seconds, "view", view);
    }
  }

  private record Exchange(View view, HttpMethod method, int code, double seconds)
      implements HttpExchange {

    @Override
    public Endpoint route() {
      return null;
    }

    @Override
    public Transport transport() {
      return Transport.HTTP;
    }

    @Override
    public HttpStatus status() {
      return new HttpStatus(code);
    }

    @Override
    public long durationNanos() {
      return (long) (seconds * 1e9);
    }

    @Override
    public long requestBytes() {
      return 100;
    }

    @Override
    public long responseBytes() {
      return 1000;
    }

    @Override
    public Throwable failure() {
      return code >= 500 ? new IllegalStateException() : null;
    }
  }

  private void database(int few) {
    statement(SqlOperation.SELECT, few, 0.3);
    statement(SqlOperation.INSERT, 1, 0.004);
    recorder.events().modelWritten(SqlOperation.INSERT, new ModelName("upstream.Claim"), few);
    recorder.events().modelWritten(SqlOperation.UPDATE, new ModelName("upstream.Claim"), 1);
    recorder.events().modelWritten(SqlOperation.DELETE, new ModelName("upstream.Claim"), 1);
    ledger.add("inserted", few, "model", "upstream.Claim");
    recorder
        .events()
        .db(DbCall.of(CLAIMS, POSTGRES, SqlOperation.SELECT))
        .refused(DbErrorType.TIMEOUT_ERROR);
    recorder.events().connections(CLAIMS, POSTGRES).opened();
    recorder.events().connections(CLAIMS, POSTGRES).borrowed();
    recorder.events().connections(CLAIMS, POSTGRES).returned();
    recorder.events().connections(CLAIMS, POSTGRES).failed();
    recorder.events().cache(new CacheName("profiles")).record(CacheCall.HIT);
  }

  private void statement(SqlOperation operation, int times, double seconds) {
    for (int i = 0; i < times; i++) {
      recorder
          .events()
          .db(DbCall.of(CLAIMS, POSTGRES, operation))
          .executed((long) (seconds * 1e9), null);
      ledger.add("statement", 1, "vendor", "postgresql");
      ledger.add("statement_time", seconds, "vendor", "postgresql");
    }
  }

  private void alerts(int few) {
    for (int i = 0; i < few; i++) {
      created(Product.DRIFT_WATCH, Severity.HIGH);
      delivered(ChannelType.EMAIL);
      delivered(ChannelType.SLACK);
    }
    created(Product.DELAY_GUARD, Severity.CRITICAL);
    created(Product.DENIAL_SCOPE, Severity.LOW);
    CustomerId acme = CUSTOMERS.get(1);
    recorder.trackAlertFailed(
        Product.DRIFT_WATCH, ChannelType.WEBHOOK, new ErrorType("SocketTimeoutException"), acme);
    ledger.add("failed", 1, "channel_type", "webhook");
    recorder.trackAlertSuppressed(Product.DRIFT_WATCH, SuppressionReason.COOLDOWN, acme);
    recorder
        .histogram(AlertFamilies.PROCESSING)
        .observe(new AlertFamilies.ProductLabels(Product.DRIFT_WATCH), 0.7);
    ledger.add("processing", 0.7, "product", "DriftWatch");
  }

  private void created(Product product, Severity severity) {
    recorder.trackAlertCreated(product, severity, CUSTOMERS.get(0));
    ledger.add("created", 1, "product", product.wireValue(), "severity", severity.wireValue());
  }

  private void delivered(ChannelType channel) {
    recorder.trackAlertDelivered(Product.DRIFT_WATCH, channel, CUSTOMERS.get(1));
    ledger.add("delivered", 1, "channel_type", channel.wireValue());
  }

  private void drift(int few, int step) {
    for (int i = 0; i < few; i++) {
      drift(DriftType.PAYMENT_DELAY, SeverityLevel.HIGH, CUSTOMERS.get(step == 0 ? i % 3 : i % 2));
    }
    drift(DriftType.DENIAL_RATE, SeverityLevel.LOW, CUSTOMERS.get(2));
    recorder
        .histogram(DriftFamilies.COMPUTATION)
        .observe(new DriftFamilies.ProductLabels(Product.DRIFT_WATCH), 42);
    ledger.add("computation", 42, "product", "DriftWatch");
    recorder.trackPaymentDelaySignal(Severity.HIGH, CUSTOMERS.get(0));
    recorder.trackDenialSignal(new SignalType("denial_spike"), CUSTOMERS.get(0));
  }

  private void drift(DriftType type, SeverityLevel level, CustomerId customer) {
    recorder.trackDriftEvent(Product.DRIFT_WATCH, type, level, customer);
    ledger.add("drift", 1, "drift_type", type.wireValue(), "severity_level", level.wireValue());
  }

  private void quality(int few) {
    for (CustomerId customer : CUSTOMERS) {
      // Two instances that do not agree.
      recorder.trackDataQualityScore(customer, QualityMetric.COMPLETENESS, 0.9 - number * 0.25);
      recorder.trackDataQualityScore(customer, QualityMetric.ACCURACY, 0.95);
    }
    ingested(IngestionStatus.SUCCESS, 100L * few);
    ingested(IngestionStatus.PARTIAL, 7);
    ingested(IngestionStatus.FAILED, few);
    recorder
        .histogram(QualityFamilies.INGESTION)
        .observe(new QualityFamilies.CustomerLabels(CUSTOMERS.get(0)), 3);
    recorder.trackDataQualityCheckFailed(
        CheckType.INVALID_FORMAT, Severity.MEDIUM, CUSTOMERS.get(2));
    ledger.add("check_failed", 1, "check_type", "invalid_format");
  }

  private void ingested(IngestionStatus status, long records) {
    recorder.trackIngestion(CUSTOMERS.get(0), records, status);
    ledger.add("ingested", (double) records, "status", status.wireValue());
  }

  private void jobs(int few) {
    job(JobType.DRIFT_DETECTION, few, 20);
    job(JobType.DATA_EXPORT, 1, 2000);
    JobFamilies.FailedLabels failed =
        new JobFamilies.FailedLabels(
            JobType.DATA_EXPORT, new ErrorType("IOException"), CUSTOMERS.get(0));
    recorder.counter(JobFamilies.FAILED).inc(failed);
    ledger.add("job_failed", 1, "job_type", "data_export", "error_type", "IOException");
    recorder
        .gauge(JobFamilies.QUEUE_LENGTH)
        .set(new JobFamilies.QueueLabels(new QueueName("exports")), 5 + number);
    recorder
        .gauge(JobFamilies.WORKERS)
        .set(new JobFamilies.QueueLabels(new QueueName("exports")), 2);
  }

  private void job(JobType type, int times, double seconds) {
    for (int i = 0; i < times; i++) {
      JobFamilies.JobLabels labels = new JobFamilies.JobLabels(type, CUSTOMERS.get(0));
      recorder.counter(JobFamilies.STARTED).inc(labels);
      recorder.counter(JobFamilies.COMPLETED).inc(labels);
      recorder
          .histogram(JobFamilies.DURATION)
          .observe(new JobFamilies.JobTypeLabels(type), seconds);
      ledger.add("job_started", 1, "job_type", type.value());
      ledger.add("job_completed", 1, "job_type", type.value());
      ledger.add("job_time", seconds, "job_type", type.value());
    }
  }

  private void rest(int few) {
    cache("claims", few, 1);
    cache("only_hits", 2, 0);
    cache("only_misses", 0, 1);
    recorder.trackReportGenerated(ReportType.DRIFT_SUMMARY, CUSTOMERS.get(0));
    ledger.add("report", 1, "report_type", "drift_summary");
    recorder.trackReportFailed(
        ReportType.DRIFT_SUMMARY, new ErrorType("TimeoutException"), CUSTOMERS.get(0));
    recorder
        .histogram(ReportFamilies.GENERATION)
        .observe(new ReportFamilies.ReportTypeLabels(ReportType.DRIFT_SUMMARY), 4);
    recorder.trackApiCall(new Endpoint("/claims/{id}"), HttpMethod.GET, CUSTOMERS.get(0));
    recorder.trackRateLimitHit(
        new Endpoint("/claims/{id}"), new ThrottleClass("burst"), CUSTOMERS.get(0));
    // What the guard is there for: too many customers, somebody's address, a count below nought.
    for (int i = 0; i < 6; i++) {
      recorder.trackDenialSignal(new SignalType("denial_spike"), new CustomerId("noisy" + i));
    }
    recorder.trackReportFailed(
        ReportType.DRIFT_SUMMARY, new ErrorType("jane.doe@example.org"), CUSTOMERS.get(0));
    recorder.trackIngestion(CUSTOMERS.get(0), -1, IngestionStatus.SUCCESS);
  }

  private void cache(String prefix, int hits, int misses) {
    for (int i = 0; i < hits; i++) {
      recorder.trackCacheHit(new CacheKeyPrefix(prefix));
      ledger.add("hit", 1, "cache_key_prefix", prefix);
    }
    for (int i = 0; i < misses; i++) {
      recorder.trackCacheMiss(new CacheKeyPrefix(prefix));
      ledger.add("miss", 1, "cache_key_prefix", prefix);
    }
  }

  String page() throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    recorder.writePage(page);
    return page.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    recorder.close();
  }
}
