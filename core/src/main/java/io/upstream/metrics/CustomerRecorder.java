package io.upstream.metrics;

import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.guard.RetainedLabel;
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
import io.upstream.metrics.label.RejectReason;
import io.upstream.metrics.label.ReportType;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.label.SeverityLevel;
import io.upstream.metrics.label.SignalType;
import io.upstream.metrics.label.SuppressionReason;
import io.upstream.metrics.label.ThrottleClass;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The verbs for one customer, looked up once: for hot loops.
 *
 * <pre>{@code
 * CustomerRecorder acme = recorder.forCustomer(new CustomerId("acme"));
 * for (Claim claim : batch) {
 *   acme.trackDriftEvent(Product.DRIFT_WATCH, DriftType.DENIAL_RATE, severity(claim));
 * }
 * }</pre>
 *
 * <p>Safe to keep and to share. When a budget changes it looks the customer up again.
 */
public final class CustomerRecorder {

  // Each verb is written once. If it has a customer, the parameter is an Object: a CustomerId,
  // null, or a CustomerRecorder, which knows the entry already. The verbs of UpstreamRecorder and
  // UpstreamMetrics are generated from these methods.
  private final BusinessSeries series;
  private final RetainedLabel customer;
  private volatile @Nullable Found found;

  CustomerRecorder(BusinessSeries series, @Nullable CustomerId customer) {
    this.series = series;
    this.customer = series.customers.retain(customer); // the first accepted event names it
  }

  private LabelEntry entry(@Nullable Object customer) {
    return customer instanceof CustomerRecorder bound
        ? bound.entry()
        : series.customers.resolve((CustomerId) customer);
  }

  private LabelEntry entry() {
    Found now = found;
    return now != null && now.entry.isCurrent() ? now.entry : resolve(now);
  }

  private LabelEntry resolve(@Nullable Found before) {
    int generation = series.customers.generation();
    if (before != null && before.generation == generation) {
      return before.entry;
    }
    Found now = new Found(generation, customer.resolve(null));
    found = now;
    return now.entry;
  }

  private record Found(int generation, LabelEntry entry) {}

  /** Counts an alert that was created. */
  public void trackAlertCreated(@Nullable Product product, @Nullable Severity severity) {
    trackAlertCreated(product, severity, this);
  }

  void trackAlertCreated(
      @Nullable Product product, @Nullable Severity severity, @Nullable Object customer) {
    int closed = series.alertsCreated.closed(product, severity);
    if (series.alertsCreated.accepts(closed)) {
      series.alertsCreated.add(1, closed, entry(customer));
    }
  }

  /** Counts a notification that was delivered. */
  public void trackAlertDelivered(@Nullable Product product, @Nullable ChannelType channel) {
    trackAlertDelivered(product, channel, this);
  }

  void trackAlertDelivered(
      @Nullable Product product, @Nullable ChannelType channel, @Nullable Object customer) {
    int closed = series.alertsDelivered.closed(product, channel);
    if (series.alertsDelivered.accepts(closed)) {
      series.alertsDelivered.add(1, closed, entry(customer));
    }
  }

  /** Counts a notification that could not be delivered. */
  public void trackAlertFailed(
      @Nullable Product product, @Nullable ChannelType channel, @Nullable ErrorType error) {
    trackAlertFailed(product, channel, error, this);
  }

  void trackAlertFailed(
      @Nullable Product product,
      @Nullable ChannelType channel,
      @Nullable ErrorType error,
      @Nullable Object customer) {
    int closed = series.alertsFailed.closed(product, channel);
    if (series.alertsFailed.accepts(closed)) {
      LabelEntry owner = entry(customer);
      series.alertsFailed.add(1, closed, series.errors.resolve(error, owner), owner);
    }
  }

  /** Counts an alert that was not sent on purpose. */
  public void trackAlertSuppressed(@Nullable Product product, @Nullable SuppressionReason reason) {
    trackAlertSuppressed(product, reason, this);
  }

  void trackAlertSuppressed(
      @Nullable Product product, @Nullable SuppressionReason reason, @Nullable Object customer) {
    int closed = series.alertsSuppressed.closed(product, reason);
    if (series.alertsSuppressed.accepts(closed)) {
      series.alertsSuppressed.add(1, closed, entry(customer));
    }
  }

  /** Starts to time the processing of an alert until it is sent. */
  Timing timeAlertProcessing(@Nullable Product product) {
    return series.timing(series.alertProcessing.observer(series.alertProcessing.closed(product)));
  }

  /** Counts a drift event whose severity between 0 and 1 becomes a level. */
  public void trackDriftEvent(
      @Nullable Product product, @Nullable DriftType type, double severity) {
    trackDriftEvent(product, type, severity, this);
  }

  void trackDriftEvent(
      @Nullable Product product,
      @Nullable DriftType type,
      double severity,
      @Nullable Object customer) {
    SeverityLevel level = series.severityScale.level(severity);
    if (level == null) {
      series.drift.refuse(
          Double.isFinite(severity) ? RejectReason.OUT_OF_RANGE : RejectReason.NOT_A_NUMBER,
          "a severity within 0..1",
          severity);
    } else {
      trackDriftEvent(product, type, level, customer);
    }
  }

  /** Counts a drift event whose level is known. */
  public void trackDriftEvent(
      @Nullable Product product, @Nullable DriftType type, @Nullable SeverityLevel level) {
    trackDriftEvent(product, type, level, this);
  }

  void trackDriftEvent(
      @Nullable Product product,
      @Nullable DriftType type,
      @Nullable SeverityLevel level,
      @Nullable Object customer) {
    int closed = series.drift.closed(product, type, level);
    if (series.drift.accepts(closed)) {
      series.drift.add(1, closed, entry(customer));
    }
  }

  /** Starts to time the computation of drift signals. */
  Timing timeDriftComputation(@Nullable Product product) {
    return series.timing(series.driftComputation.observer(series.driftComputation.closed(product)));
  }

  /** Counts a payment delay signal. */
  public void trackPaymentDelaySignal(@Nullable Severity severity) {
    trackPaymentDelaySignal(severity, this);
  }

  void trackPaymentDelaySignal(@Nullable Severity severity, @Nullable Object customer) {
    int closed = series.paymentDelays.closed(severity);
    if (series.paymentDelays.accepts(closed)) {
      series.paymentDelays.add(1, closed, entry(customer));
    }
  }

  /** Counts a denial pattern signal. */
  public void trackDenialSignal(@Nullable SignalType signal) {
    trackDenialSignal(signal, this);
  }

  void trackDenialSignal(@Nullable SignalType signal, @Nullable Object customer) {
    LabelEntry owner = entry(customer);
    series.denials.add(1, series.denials.closed(), series.signals.resolve(signal, owner), owner);
  }

  /** Sets the current score of an aspect of data quality, from 0 to 1. */
  public void trackDataQualityScore(@Nullable QualityMetric metric, double score) {
    trackDataQualityScore(this, metric, score);
  }

  void trackDataQualityScore(
      @Nullable Object customer, @Nullable QualityMetric metric, double score) {
    int closed = series.qualityScores.closed(metric);
    if (series.qualityScores.admits(score) && series.qualityScores.accepts(closed)) {
      series.qualityScores.set(score, closed, entry(customer));
    }
  }

  /** Counts a data quality check that failed. */
  public void trackDataQualityCheckFailed(@Nullable CheckType check, @Nullable Severity severity) {
    trackDataQualityCheckFailed(check, severity, this);
  }

  void trackDataQualityCheckFailed(
      @Nullable CheckType check, @Nullable Severity severity, @Nullable Object customer) {
    int closed = series.checksFailed.closed(check, severity);
    if (series.checksFailed.accepts(closed)) {
      series.checksFailed.add(1, closed, entry(customer));
    }
  }

  /** Counts claim records that were ingested. */
  public void trackIngestion(long records, @Nullable IngestionStatus status) {
    trackIngestion(this, records, status);
  }

  void trackIngestion(@Nullable Object customer, long records, @Nullable IngestionStatus status) {
    int closed = series.ingested.closed(status);
    if (series.ingested.admits(records) && series.ingested.accepts(closed)) {
      series.ingested.add(records, closed, entry(customer));
    }
  }

  /** Starts to time the ingestion of a batch. */
  public Timing timeIngestion() {
    return timeIngestion(this);
  }

  Timing timeIngestion(@Nullable Object customer) {
    return series.timing(series.ingestion.observer(series.ingestion.closed(), entry(customer)));
  }

  /** Starts a background job; the caller reports its outcome to the run. */
  public JobRun startJob(@Nullable JobType type) {
    return startJob(type, this);
  }

  JobRun startJob(@Nullable JobType type, @Nullable Object customer) {
    LabelEntry owner = entry(customer);
    // The value has left since then, so it is named again; an open run keeps it from leaving.
    while (!owner.hold()) {
      owner = series.customers.currentEntry(owner, null);
    }
    LabelEntry job = series.jobTypes.resolve(type, owner);
    while (!job.hold()) {
      job = series.jobTypes.currentEntry(job, owner);
    }
    return new JobRun(series, job, owner);
  }

  /**
   * Runs a background job and passes on what it returns or throws.
   *
   * @throws NullPointerException if there is nothing to run; nothing is recorded then
   */
  public <T extends @Nullable Object> T runJob(@Nullable JobType type, Callable<T> work)
      throws Exception {
    return runJob(type, this, work);
  }

  <T extends @Nullable Object> T runJob(
      @Nullable JobType type, @Nullable Object customer, Callable<T> work) throws Exception {
    Objects.requireNonNull(work, "expected a job to run, got null");
    JobRun run = startJob(type, customer);
    T result;
    try {
      result = work.call();
    } catch (Throwable e) {
      try {
        run.failed(e);
      } catch (RuntimeException refused) {
        // Happens in STRICT mode only; the error of the work is more important.
        e.addSuppressed(refused);
      }
      throw e;
    }
    run.succeeded();
    return result;
  }

  /** Counts a report that was generated. */
  public void trackReportGenerated(@Nullable ReportType type) {
    trackReportGenerated(type, this);
  }

  void trackReportGenerated(@Nullable ReportType type, @Nullable Object customer) {
    LabelEntry owner = entry(customer);
    LabelEntry report = series.reportTypes.resolve(type, owner);
    series.reportsGenerated.add(1, series.reportsGenerated.closed(), report, owner);
  }

  /** Counts a report that could not be generated. */
  public void trackReportFailed(@Nullable ReportType type, @Nullable ErrorType error) {
    trackReportFailed(type, error, this);
  }

  void trackReportFailed(
      @Nullable ReportType type, @Nullable ErrorType error, @Nullable Object customer) {
    LabelEntry owner = entry(customer);
    LabelEntry report = series.reportTypes.resolve(type, owner);
    LabelEntry cause = series.errors.resolve(error, owner);
    series.reportsFailed.add(1, series.reportsFailed.closed(), report, cause, owner);
  }

  /** Starts to time the generation of a report. */
  Timing timeReport(@Nullable ReportType type) {
    LabelEntry report = series.reportTypes.resolve(type);
    return series.timing(
        series.reportGeneration.observer(series.reportGeneration.closed(), report));
  }

  /** Counts a call of an API endpoint. */
  public void trackApiCall(@Nullable Endpoint endpoint, @Nullable HttpMethod method) {
    trackApiCall(endpoint, method, this);
  }

  void trackApiCall(
      @Nullable Endpoint endpoint, @Nullable HttpMethod method, @Nullable Object customer) {
    int closed = series.apiCalls.closed(method);
    if (series.apiCalls.accepts(closed)) {
      LabelEntry owner = entry(customer);
      series.apiCalls.add(1, closed, series.endpoints.resolve(endpoint, owner), owner);
    }
  }

  /** Counts a call that a rate limit refused. */
  public void trackRateLimitHit(@Nullable Endpoint endpoint, @Nullable ThrottleClass throttle) {
    trackRateLimitHit(endpoint, throttle, this);
  }

  void trackRateLimitHit(
      @Nullable Endpoint endpoint, @Nullable ThrottleClass throttle, @Nullable Object customer) {
    LabelEntry owner = entry(customer);
    LabelEntry route = series.endpoints.resolve(endpoint, owner);
    LabelEntry rule = series.throttles.resolve(throttle, owner);
    series.rateLimitHits.add(1, series.rateLimitHits.closed(), route, rule, owner);
  }

  /** Counts a business cache read that found something. */
  void trackCacheHit(@Nullable CacheKeyPrefix prefix) {
    series.cacheHits.add(1, series.cacheHits.closed(), series.keyPrefixes.resolve(prefix));
  }

  /** Counts a business cache read that found nothing. */
  void trackCacheMiss(@Nullable CacheKeyPrefix prefix) {
    series.cacheMisses.add(1, series.cacheMisses.closed(), series.keyPrefixes.resolve(prefix));
  }
}
