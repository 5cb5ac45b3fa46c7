package io.upstream.metrics;

import io.upstream.metrics.catalog.AlertFamilies;
import io.upstream.metrics.catalog.ApiFamilies;
import io.upstream.metrics.catalog.DriftFamilies;
import io.upstream.metrics.catalog.JobFamilies;
import io.upstream.metrics.catalog.QualityFamilies;
import io.upstream.metrics.catalog.ReportFamilies;
import io.upstream.metrics.guard.Guards;
import io.upstream.metrics.guard.LabelResolver;
import io.upstream.metrics.label.CacheKeyPrefix;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.ErrorType;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.ReportType;
import io.upstream.metrics.label.SeverityScale;
import io.upstream.metrics.label.SignalType;
import io.upstream.metrics.label.ThrottleClass;
import io.upstream.metrics.series.CounterSeries;
import io.upstream.metrics.series.GaugeSeries;
import io.upstream.metrics.series.HistogramSeries;
import io.upstream.metrics.series.SeriesRegistry;
import io.upstream.metrics.series.UpDownSeries;
import java.time.InstantSource;
import java.util.function.DoubleConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The series of the business families of one recorder, and the guards of their labels. */
final class BusinessSeries {

  final CounterSeries<AlertFamilies.CreatedLabels> alertsCreated;
  final CounterSeries<AlertFamilies.DeliveredLabels> alertsDelivered;
  final CounterSeries<AlertFamilies.FailedLabels> alertsFailed;
  final CounterSeries<AlertFamilies.SuppressedLabels> alertsSuppressed;
  final HistogramSeries<AlertFamilies.ProductLabels> alertProcessing;

  final CounterSeries<DriftFamilies.DetectedLabels> drift;
  final CounterSeries<DriftFamilies.PaymentDelayLabels> paymentDelays;
  final CounterSeries<DriftFamilies.DenialLabels> denials;
  final HistogramSeries<DriftFamilies.ProductLabels> driftComputation;

  final GaugeSeries<QualityFamilies.ScoreLabels> qualityScores;
  final CounterSeries<QualityFamilies.CheckLabels> checksFailed;
  final CounterSeries<QualityFamilies.IngestedLabels> ingested;
  final HistogramSeries<QualityFamilies.CustomerLabels> ingestion;

  final CounterSeries<JobFamilies.JobLabels> jobsStarted;
  final CounterSeries<JobFamilies.JobLabels> jobsCompleted;
  final CounterSeries<JobFamilies.FailedLabels> jobsFailed;
  final HistogramSeries<JobFamilies.JobTypeLabels> jobDuration;
  final UpDownSeries<JobFamilies.JobTypeLabels> jobsRunning;
  final RunningJobs runningJobs;

  final CounterSeries<ReportFamilies.ReportLabels> reportsGenerated;
  final CounterSeries<ReportFamilies.FailedLabels> reportsFailed;
  final HistogramSeries<ReportFamilies.ReportTypeLabels> reportGeneration;

  final CounterSeries<ApiFamilies.CallLabels> apiCalls;
  final CounterSeries<ApiFamilies.RateLimitLabels> rateLimitHits;
  final CounterSeries<ApiFamilies.KeyLabels> cacheHits;
  final CounterSeries<ApiFamilies.KeyLabels> cacheMisses;

  final LabelResolver<CustomerId> customers;
  final LabelResolver<ErrorType> errors;
  final LabelResolver<SignalType> signals;
  final LabelResolver<JobType> jobTypes;
  final LabelResolver<ReportType> reportTypes;
  final LabelResolver<Endpoint> endpoints;
  final LabelResolver<ThrottleClass> throttles;
  final LabelResolver<CacheKeyPrefix> keyPrefixes;

  final SeverityScale severityScale;
  private final LongSupplier ticker;

  /**
   * Creates the series of a recorder.
   *
   * @param platform the registry of the platform's families; an application that has none of them
   *     passes one that is off
   */
  BusinessSeries(
      SeriesRegistry registry,
      SeriesRegistry platform,
      LongSupplier ticker,
      InstantSource clock,
      SeverityScale severityScale) {
    this.ticker = ticker;
    this.severityScale = severityScale;
    alertsCreated = platform.counter(AlertFamilies.CREATED);
    alertsDelivered = platform.counter(AlertFamilies.DELIVERED);
    alertsFailed = platform.counter(AlertFamilies.FAILED);
    alertsSuppressed = platform.counter(AlertFamilies.SUPPRESSED);
    alertProcessing = platform.histogram(AlertFamilies.PROCESSING);
    drift = platform.counter(DriftFamilies.DETECTED);
    paymentDelays = platform.counter(DriftFamilies.PAYMENT_DELAY_SIGNALS);
    denials = platform.counter(DriftFamilies.DENIAL_SIGNALS);
    driftComputation = platform.histogram(DriftFamilies.COMPUTATION);
    qualityScores = platform.gauge(QualityFamilies.SCORE);
    checksFailed = platform.counter(QualityFamilies.CHECKS_FAILED);
    ingested = platform.counter(QualityFamilies.INGESTED);
    ingestion = platform.histogram(QualityFamilies.INGESTION);
    jobsStarted = registry.counter(JobFamilies.STARTED);
    jobsCompleted = registry.counter(JobFamilies.COMPLETED);
    jobsFailed = registry.counter(JobFamilies.FAILED);
    jobDuration = registry.histogram(JobFamilies.DURATION);
    jobsRunning = registry.upDown(JobFamilies.RUNNING);
    runningJobs = new RunningJobs(registry.gauge(JobFamilies.OLDEST_START), clock);
    reportsGenerated = platform.counter(ReportFamilies.GENERATED);
    reportsFailed = platform.counter(ReportFamilies.FAILED);
    reportGeneration = platform.histogram(ReportFamilies.GENERATION);
    apiCalls = platform.counter(ApiFamilies.CALLS);
    rateLimitHits = platform.counter(ApiFamilies.RATE_LIMIT_HITS);
    cacheHits = platform.counter(ApiFamilies.CACHE_HITS);
    cacheMisses = platform.counter(ApiFamilies.CACHE_MISSES);
    Guards guards = registry.guards();
    customers = guards.resolver(CustomerId.class);
    errors = guards.resolver(ErrorType.class);
    signals = guards.resolver(SignalType.class);
    jobTypes = guards.resolver(JobType.class);
    reportTypes = guards.resolver(ReportType.class);
    endpoints = guards.resolver(Endpoint.class);
    throttles = guards.resolver(ThrottleClass.class);
    keyPrefixes = guards.resolver(CacheKeyPrefix.class);
  }

  /** Starts a timing that is observed in a series; null where the recording was refused. */
  Timing timing(@Nullable DoubleConsumer observer) {
    return new Timing(observer, ticker);
  }
}
