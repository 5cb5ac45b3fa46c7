package io.upstream.metrics;

import io.upstream.metrics.catalog.AlertFamilies;
import io.upstream.metrics.catalog.ApiFamilies;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.DriftFamilies;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.JobFamilies;
import io.upstream.metrics.catalog.QualityFamilies;
import io.upstream.metrics.catalog.ReportFamilies;
import io.upstream.metrics.label.CacheKeyPrefix;
import io.upstream.metrics.label.ChannelType;
import io.upstream.metrics.label.CheckType;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.DriftType;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.ErrorType;
import io.upstream.metrics.label.HttpMethod;
import io.upstream.metrics.label.IngestionStatus;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.QualityMetric;
import io.upstream.metrics.label.ReportType;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.label.SeverityLevel;
import io.upstream.metrics.label.SignalType;
import io.upstream.metrics.label.SuppressionReason;
import io.upstream.metrics.label.ThrottleClass;
import io.upstream.metrics.series.BoundUpDown;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What each verb has to do, said with label records. javac holds those to the declarations, and the
 * verbs, which go by hand-written positions, are held to this.
 */
final class GeneralPath {

  /** How long whatever is timed takes. */
  static final double SECONDS = 2.5;

  private static final Map<String, Way> WAYS = new HashMap<>();

  static {
    count(
        "trackAlertCreated(Product,Severity,CustomerId)",
        AlertFamilies.CREATED,
        a -> new AlertFamilies.CreatedLabels((Product) a[0], (Severity) a[1], (CustomerId) a[2]));
    count(
        "trackAlertDelivered(Product,ChannelType,CustomerId)",
        AlertFamilies.DELIVERED,
        a ->
            new AlertFamilies.DeliveredLabels(
                (Product) a[0], (ChannelType) a[1], (CustomerId) a[2]));
    count(
        "trackAlertFailed(Product,ChannelType,ErrorType,CustomerId)",
        AlertFamilies.FAILED,
        a ->
            new AlertFamilies.FailedLabels(
                (Product) a[0], (ChannelType) a[1], (ErrorType) a[2], (CustomerId) a[3]));
    count(
        "trackAlertSuppressed(Product,SuppressionReason,CustomerId)",
        AlertFamilies.SUPPRESSED,
        a ->
            new AlertFamilies.SuppressedLabels(
                (Product) a[0], (SuppressionReason) a[1], (CustomerId) a[2]));
    time(
        "timeAlertProcessing(Product)",
        AlertFamilies.PROCESSING,
        a -> new AlertFamilies.ProductLabels((Product) a[0]));
    count(
        "trackDriftEvent(Product,DriftType,double,CustomerId)",
        DriftFamilies.DETECTED,
        a ->
            new DriftFamilies.DetectedLabels(
                (Product) a[0], (DriftType) a[1], level((Double) a[2]), (CustomerId) a[3]));
    count(
        "trackDriftEvent(Product,DriftType,SeverityLevel,CustomerId)",
        DriftFamilies.DETECTED,
        a ->
            new DriftFamilies.DetectedLabels(
                (Product) a[0], (DriftType) a[1], (SeverityLevel) a[2], (CustomerId) a[3]));
    time(
        "timeDriftComputation(Product)",
        DriftFamilies.COMPUTATION,
        a -> new DriftFamilies.ProductLabels((Product) a[0]));
    count(
        "trackPaymentDelaySignal(Severity,CustomerId)",
        DriftFamilies.PAYMENT_DELAY_SIGNALS,
        a -> new DriftFamilies.PaymentDelayLabels((Severity) a[0], (CustomerId) a[1]));
    count(
        "trackDenialSignal(SignalType,CustomerId)",
        DriftFamilies.DENIAL_SIGNALS,
        a -> new DriftFamilies.DenialLabels((SignalType) a[0], (CustomerId) a[1]));
    WAYS.put(
        "trackDataQualityScore(CustomerId,QualityMetric,double)",
        new Way(
            List.of(QualityFamilies.SCORE.name()),
            (r, a) ->
                r.gauge(QualityFamilies.SCORE)
                    .set(
                        new QualityFamilies.ScoreLabels((CustomerId) a[0], (QualityMetric) a[1]),
                        (Double) a[2])));
    count(
        "trackDataQualityCheckFailed(CheckType,Severity,CustomerId)",
        QualityFamilies.CHECKS_FAILED,
        a -> new QualityFamilies.CheckLabels((CheckType) a[0], (Severity) a[1], (CustomerId) a[2]));
    WAYS.put(
        "trackIngestion(CustomerId,long,IngestionStatus)",
        new Way(
            List.of(QualityFamilies.INGESTED.name()),
            (r, a) ->
                r.counter(QualityFamilies.INGESTED)
                    .add(
                        new QualityFamilies.IngestedLabels(
                            (CustomerId) a[0], (IngestionStatus) a[2]),
                        (Long) a[1])));
    time(
        "timeIngestion(CustomerId)",
        QualityFamilies.INGESTION,
        a -> new QualityFamilies.CustomerLabels((CustomerId) a[0]));
    WAYS.put("startJob(JobType,CustomerId)", job());
    WAYS.put("runJob(JobType,CustomerId,Callable)", job());
    count(
        "trackReportGenerated(ReportType,CustomerId)",
        ReportFamilies.GENERATED,
        a -> new ReportFamilies.ReportLabels((ReportType) a[0], (CustomerId) a[1]));
    count(
        "trackReportFailed(ReportType,ErrorType,CustomerId)",
        ReportFamilies.FAILED,
        a ->
            new ReportFamilies.FailedLabels(
                (ReportType) a[0], (ErrorType) a[1], (CustomerId) a[2]));
    time(
        "timeReport(ReportType)",
        ReportFamilies.GENERATION,
        a -> new ReportFamilies.ReportTypeLabels((ReportType) a[0]));
    count(
        "trackApiCall(Endpoint,HttpMethod,CustomerId)",
        ApiFamilies.CALLS,
        a -> new ApiFamilies.CallLabels((Endpoint) a[0], (HttpMethod) a[1], (CustomerId) a[2]));
    count(
        "trackRateLimitHit(Endpoint,ThrottleClass,CustomerId)",
        ApiFamilies.RATE_LIMIT_HITS,
        a ->
            new ApiFamilies.RateLimitLabels(
                (Endpoint) a[0], (ThrottleClass) a[1], (CustomerId) a[2]));
    count(
        "trackCacheHit(CacheKeyPrefix)",
        ApiFamilies.CACHE_HITS,
        a -> new ApiFamilies.KeyLabels((CacheKeyPrefix) a[0]));
    count(
        "trackCacheMiss(CacheKeyPrefix)",
        ApiFamilies.CACHE_MISSES,
        a -> new ApiFamilies.KeyLabels((CacheKeyPrefix) a[0]));
  }

  private GeneralPath() {}

  /** The same as a verb does, without it. */
  static Way of(Method verb) {
    Way way = WAYS.get(signature(verb));
    if (way == null) {
      throw new AssertionError("say in GeneralPath what " + signature(verb) + " has to do");
    }
    return way;
  }

  static String signature(Method verb) {
    return Arrays.stream(verb.getParameterTypes())
        .map(Class::getSimpleName)
        .collect(Collectors.joining(",", verb.getName() + "(", ")"));
  }

  private static SeverityLevel level(double severity) {
    return severity < 0.4
        ? SeverityLevel.LOW
        : severity < 0.7 ? SeverityLevel.MEDIUM : SeverityLevel.HIGH;
  }

  private static <L extends Record> void count(
      String verb, CounterFamily<L> family, Labels<L> labels) {
    WAYS.put(verb, new Way(List.of(family.name()), (r, a) -> r.counter(family).inc(labels.of(a))));
  }

  private static <L extends Record> void time(
      String verb, HistogramFamily<L> family, Labels<L> labels) {
    WAYS.put(
        verb,
        new Way(
            List.of(family.name()), (r, a) -> r.histogram(family).observe(labels.of(a), SECONDS)));
  }

  private static Way job() {
    return new Way(
        List.of(
            JobFamilies.STARTED.name(),
            JobFamilies.RUNNING.name(),
            JobFamilies.OLDEST_START.name(),
            JobFamilies.DURATION.name(),
            JobFamilies.COMPLETED.name()),
        (r, a) -> {
          JobFamilies.JobLabels labels =
              new JobFamilies.JobLabels((JobType) a[0], (CustomerId) a[1]);
          JobFamilies.JobTypeLabels type = new JobFamilies.JobTypeLabels((JobType) a[0]);
          r.counter(JobFamilies.STARTED).inc(labels);
          BoundUpDown running = r.upDown(JobFamilies.RUNNING).bind(type);
          running.inc();
          running.dec();
          r.gauge(JobFamilies.OLDEST_START).set(type, 0);
          r.histogram(JobFamilies.DURATION).observe(type, SECONDS);
          r.counter(JobFamilies.COMPLETED).inc(labels);
        });
  }

  /** The families that a verb fills, and a general way to fill them. */
  record Way(List<String> families, Recording recording) {}

  /** A recording with the arguments of a verb. */
  interface Recording {
    void record(UpstreamRecorder recorder, Object[] arguments);
  }

  private interface Labels<L extends Record> {
    L of(Object[] arguments);
  }
}
