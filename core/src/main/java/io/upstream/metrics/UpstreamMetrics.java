package io.upstream.metrics;

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
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Records the platform's events from anywhere in the code, in one line.
 *
 * <pre>{@code
 * UpstreamMetrics.trackDriftEvent(
 *     Product.DRIFT_WATCH, DriftType.PAYMENT_DELAY, 0.85, new CustomerId("acme"));
 * }</pre>
 *
 * <p>Every verb is one call on the installed {@link #recorder()}. Before an application installs
 * one, the verbs use a recorder with the settings of the process and its own registry, and {@code
 * MetricsServlet} shows its events. Recording never throws because of its arguments: null and
 * numbers that make no sense are refused, and the refusals are counted.
 */
public final class UpstreamMetrics {

  private UpstreamMetrics() {}

  /** Returns the recorder that the verbs use. */
  public static UpstreamRecorder recorder() {
    return InstalledRecorder.OF_PROCESS.get();
  }

  /**
   * Makes the verbs use a recorder from now on; the recorder that was installed last is used. After
   * it is closed, the verbs do nothing.
   */
  public static void install(UpstreamRecorder recorder) {
    InstalledRecorder.OF_PROCESS.install(recorder);
  }

  /**
   * Makes the verbs use a recorder until the result is closed. Then they use the previous one,
   * unless another recorder was installed in between. For tests.
   *
   * <pre>{@code
   * try (Installation installation = UpstreamMetrics.installTemporarily(recorder)) {
   *   UpstreamMetrics.trackCacheHit(new CacheKeyPrefix("claims"));
   * }
   * }</pre>
   */
  public static Installation installTemporarily(UpstreamRecorder recorder) {
    return InstalledRecorder.OF_PROCESS.installTemporarily(recorder);
  }

  /** A recorder that is installed for a while; see {@link #installTemporarily}. */
  @FunctionalInterface
  public interface Installation extends AutoCloseable {

    /** Brings back the recorder that was used before; closing twice does nothing more. */
    @Override
    void close();
  }

  /**
   * Returns why the static verbs record nothing, where a setting of the process is malformed: no
   * recorder has been installed, and none could be built from the settings. Null otherwise, also
   * before anything was recorded. It builds nothing, so that a health check may ask.
   */
  public static @Nullable String implicitRecorderError() {
    UpstreamRecorder recorder = InstalledRecorder.OF_PROCESS.existing();
    return recorder == null ? null : recorder.settingsError();
  }

  // Verbs: begin. They follow from CustomerRecorder; mvn -q -Pmend test -pl core writes them.

  /** Counts an alert that was created. */
  public static void trackAlertCreated(
      @Nullable Product product, @Nullable Severity severity, @Nullable CustomerId customer) {
    recorder().trackAlertCreated(product, severity, customer);
  }

  /** Counts a notification that was delivered. */
  public static void trackAlertDelivered(
      @Nullable Product product, @Nullable ChannelType channel, @Nullable CustomerId customer) {
    recorder().trackAlertDelivered(product, channel, customer);
  }

  /** Counts a notification that could not be delivered. */
  public static void trackAlertFailed(
      @Nullable Product product,
      @Nullable ChannelType channel,
      @Nullable ErrorType error,
      @Nullable CustomerId customer) {
    recorder().trackAlertFailed(product, channel, error, customer);
  }

  /** Counts an alert that was not sent on purpose. */
  public static void trackAlertSuppressed(
      @Nullable Product product,
      @Nullable SuppressionReason reason,
      @Nullable CustomerId customer) {
    recorder().trackAlertSuppressed(product, reason, customer);
  }

  /** Starts to time the processing of an alert until it is sent. */
  public static Timing timeAlertProcessing(@Nullable Product product) {
    return recorder().timeAlertProcessing(product);
  }

  /** Counts a drift event whose severity between 0 and 1 becomes a level. */
  public static void trackDriftEvent(
      @Nullable Product product,
      @Nullable DriftType type,
      double severity,
      @Nullable CustomerId customer) {
    recorder().trackDriftEvent(product, type, severity, customer);
  }

  /** Counts a drift event whose level is known. */
  public static void trackDriftEvent(
      @Nullable Product product,
      @Nullable DriftType type,
      @Nullable SeverityLevel level,
      @Nullable CustomerId customer) {
    recorder().trackDriftEvent(product, type, level, customer);
  }

  /** Starts to time the computation of drift signals. */
  public static Timing timeDriftComputation(@Nullable Product product) {
    return recorder().timeDriftComputation(product);
  }

  /** Counts a payment delay signal. */
  public static void trackPaymentDelaySignal(
      @Nullable Severity severity, @Nullable CustomerId customer) {
    recorder().trackPaymentDelaySignal(severity, customer);
  }

  /** Counts a denial pattern signal. */
  public static void trackDenialSignal(@Nullable SignalType signal, @Nullable CustomerId customer) {
    recorder().trackDenialSignal(signal, customer);
  }

  /** Sets the current score of an aspect of data quality, from 0 to 1. */
  public static void trackDataQualityScore(
      @Nullable CustomerId customer, @Nullable QualityMetric metric, double score) {
    recorder().trackDataQualityScore(customer, metric, score);
  }

  /** Counts a data quality check that failed. */
  public static void trackDataQualityCheckFailed(
      @Nullable CheckType check, @Nullable Severity severity, @Nullable CustomerId customer) {
    recorder().trackDataQualityCheckFailed(check, severity, customer);
  }

  /** Counts claim records that were ingested. */
  public static void trackIngestion(
      @Nullable CustomerId customer, long records, @Nullable IngestionStatus status) {
    recorder().trackIngestion(customer, records, status);
  }

  /** Starts to time the ingestion of a batch. */
  public static Timing timeIngestion(@Nullable CustomerId customer) {
    return recorder().timeIngestion(customer);
  }

  /** Starts a background job; the caller reports its outcome to the run. */
  public static JobRun startJob(@Nullable JobType type, @Nullable CustomerId customer) {
    return recorder().startJob(type, customer);
  }

  /**
   * Runs a background job and passes on what it returns or throws.
   *
   * @throws NullPointerException if there is nothing to run; nothing is recorded then
   */
  public static <T extends @Nullable Object> T runJob(
      @Nullable JobType type, @Nullable CustomerId customer, Callable<T> work) throws Exception {
    return recorder().runJob(type, customer, work);
  }

  /** Counts a report that was generated. */
  public static void trackReportGenerated(
      @Nullable ReportType type, @Nullable CustomerId customer) {
    recorder().trackReportGenerated(type, customer);
  }

  /** Counts a report that could not be generated. */
  public static void trackReportFailed(
      @Nullable ReportType type, @Nullable ErrorType error, @Nullable CustomerId customer) {
    recorder().trackReportFailed(type, error, customer);
  }

  /** Starts to time the generation of a report. */
  public static Timing timeReport(@Nullable ReportType type) {
    return recorder().timeReport(type);
  }

  /** Counts a call of an API endpoint. */
  public static void trackApiCall(
      @Nullable Endpoint endpoint, @Nullable HttpMethod method, @Nullable CustomerId customer) {
    recorder().trackApiCall(endpoint, method, customer);
  }

  /** Counts a call that a rate limit refused. */
  public static void trackRateLimitHit(
      @Nullable Endpoint endpoint,
      @Nullable ThrottleClass throttle,
      @Nullable CustomerId customer) {
    recorder().trackRateLimitHit(endpoint, throttle, customer);
  }

  /** Counts a business cache read that found something. */
  public static void trackCacheHit(@Nullable CacheKeyPrefix prefix) {
    recorder().trackCacheHit(prefix);
  }

  /** Counts a business cache read that found nothing. */
  public static void trackCacheMiss(@Nullable CacheKeyPrefix prefix) {
    recorder().trackCacheMiss(prefix);
  }

  // Verbs: end.
}
