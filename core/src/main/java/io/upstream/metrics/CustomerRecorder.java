package io.upstream.metrics;

import io.upstream.metrics.guard.HeldLabel;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.guard.LabelGuard;
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

  private final Verbs verbs;
  private final LabelGuard customers;
  private final HeldLabel customer;
  private volatile Found found;

  CustomerRecorder(Verbs verbs, LabelGuard customers, @Nullable CustomerId customer) {
    this.verbs = verbs;
    this.customers = customers;
    int epoch = customers.epoch();
    this.customer = customers.hold(customer, null);
    this.found = new Found(epoch, this.customer.resolve(null));
  }

  private LabelEntry entry() {
    Found now = found;
    int epoch = customers.epoch();
    if (now.epoch != epoch) {
      now = new Found(epoch, customer.resolve(null));
      found = now;
    }
    return now.entry;
  }

  private record Found(int epoch, LabelEntry entry) {}

  /** Counts an alert that was created. */
  public void trackAlertCreated(@Nullable Product product, @Nullable Severity severity) {
    verbs.alerts.created(product, severity, entry());
  }

  /** Counts a notification that was delivered. */
  public void trackAlertDelivered(@Nullable Product product, @Nullable ChannelType channel) {
    verbs.alerts.delivered(product, channel, entry());
  }

  /** Counts a notification that could not be delivered. */
  public void trackAlertFailed(
      @Nullable Product product, @Nullable ChannelType channel, @Nullable ErrorType error) {
    verbs.alerts.failed(product, channel, error, entry());
  }

  /** Counts an alert that was not sent on purpose. */
  public void trackAlertSuppressed(@Nullable Product product, @Nullable SuppressionReason reason) {
    verbs.alerts.suppressed(product, reason, entry());
  }

  /** Counts a drift event whose severity between 0 and 1 becomes a level. */
  public void trackDriftEvent(
      @Nullable Product product, @Nullable DriftType type, double severity) {
    SeverityLevel level = verbs.drift.level(severity);
    if (level != null) {
      verbs.drift.detected(product, type, level, entry());
    }
  }

  /** Counts a drift event whose level is known. */
  public void trackDriftEvent(
      @Nullable Product product, @Nullable DriftType type, @Nullable SeverityLevel level) {
    verbs.drift.detected(product, type, level, entry());
  }

  /** Counts a payment delay signal. */
  public void trackPaymentDelaySignal(@Nullable Severity severity) {
    verbs.drift.paymentDelay(severity, entry());
  }

  /** Counts a denial pattern signal. */
  public void trackDenialSignal(@Nullable SignalType signal) {
    verbs.drift.denial(signal, entry());
  }

  /** Sets the current score of an aspect of data quality, from 0 to 1. */
  public void trackDataQualityScore(@Nullable QualityMetric metric, double score) {
    if (verbs.quality.admitsScore(score)) {
      verbs.quality.score(entry(), metric, score);
    }
  }

  /** Counts a data quality check that failed. */
  public void trackDataQualityCheckFailed(@Nullable CheckType check, @Nullable Severity severity) {
    verbs.quality.checkFailed(check, severity, entry());
  }

  /** Counts claim records that were ingested. */
  public void trackIngestion(long records, @Nullable IngestionStatus status) {
    if (verbs.quality.admitsRecords(records)) {
      verbs.quality.ingested(entry(), records, status);
    }
  }

  /** Times the ingestion of a batch. */
  public Timing timeIngestion() {
    return verbs.quality.ingestion(entry());
  }

  /** Starts a background job; the run says how it ends. */
  public JobRun startJob(@Nullable JobType type) {
    return verbs.jobs.start(type, entry());
  }

  /** Runs a background job and passes on what it returns or throws. */
  public <T extends @Nullable Object> T runJob(@Nullable JobType type, Callable<T> work)
      throws Exception {
    return verbs.jobs.run(type, entry(), work);
  }

  /** Counts a report that was generated. */
  public void trackReportGenerated(@Nullable ReportType type) {
    verbs.reports.generated(type, entry());
  }

  /** Counts a report that could not be generated. */
  public void trackReportFailed(@Nullable ReportType type, @Nullable ErrorType error) {
    verbs.reports.failed(type, error, entry());
  }

  /** Counts a call of an API endpoint. */
  public void trackApiCall(@Nullable Endpoint endpoint, @Nullable HttpMethod method) {
    verbs.api.call(endpoint, method, entry());
  }

  /** Counts a call that a rate limit refused. */
  public void trackRateLimitHit(@Nullable Endpoint endpoint, @Nullable ThrottleClass throttle) {
    verbs.api.rateLimitHit(endpoint, throttle, entry());
  }
}
