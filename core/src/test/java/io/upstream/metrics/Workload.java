package io.upstream.metrics;

import io.upstream.metrics.Truth.Tally;
import io.upstream.metrics.catalog.AlertFamilies;
import io.upstream.metrics.catalog.ApiFamilies;
import io.upstream.metrics.catalog.CacheFamilies;
import io.upstream.metrics.catalog.DriftFamilies;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.HttpFamilies;
import io.upstream.metrics.catalog.JobFamilies;
import io.upstream.metrics.catalog.QualityFamilies;
import io.upstream.metrics.catalog.ReportFamilies;
import io.upstream.metrics.catalog.SelfFamilies;
import io.upstream.metrics.event.CacheCall;
import io.upstream.metrics.event.CacheMeter;
import io.upstream.metrics.event.HttpMeter;
import io.upstream.metrics.label.CacheName;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.RejectReason;
import io.upstream.metrics.series.BoundCounter;
import io.upstream.metrics.series.BoundUpDown;
import io.upstream.metrics.series.Observer;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The recorder, the handles and the tallies that the threads of {@link MixedCalls} share. */
final class Workload {

  final UpstreamRecorder recorder;
  final Truth truth = new Truth(MixedCalls.CUSTOMERS.size());

  final Tally drift = truth.events(DriftFamilies.DETECTED);
  final Tally paymentDelay = truth.events(DriftFamilies.PAYMENT_DELAY_SIGNALS);
  final Tally denial = truth.events(DriftFamilies.DENIAL_SIGNALS);
  final Tally computation = truth.events(DriftFamilies.COMPUTATION);
  final Tally created = truth.events(AlertFamilies.CREATED);
  final Tally delivered = truth.events(AlertFamilies.DELIVERED);
  final Tally alertFailed = truth.events(AlertFamilies.FAILED);
  final Tally suppressed = truth.events(AlertFamilies.SUPPRESSED);
  final Tally processing = truth.events(AlertFamilies.PROCESSING);
  final Tally checkFailed = truth.events(QualityFamilies.CHECKS_FAILED);
  final Tally ingested = truth.amounts(QualityFamilies.INGESTED);
  final Tally ingestion = truth.events(QualityFamilies.INGESTION);
  final Tally generated = truth.events(ReportFamilies.GENERATED);
  final Tally reportFailed = truth.events(ReportFamilies.FAILED);
  final Tally generation = truth.events(ReportFamilies.GENERATION);
  final Tally apiCalls = truth.events(ApiFamilies.CALLS);
  final Tally rateLimited = truth.events(ApiFamilies.RATE_LIMIT_HITS);
  final Tally keyHits = truth.events(ApiFamilies.CACHE_HITS);
  final Tally keyMisses = truth.events(ApiFamilies.CACHE_MISSES);
  final Tally started = truth.events(JobFamilies.STARTED);
  final Tally completed = truth.events(JobFamilies.COMPLETED);
  final Tally jobFailed = truth.events(JobFamilies.FAILED);
  final Tally duration = truth.events(JobFamilies.DURATION);
  final Tally byMethod = truth.events(HttpFamilies.REQUESTS_BY_METHOD);
  final Tally byView = truth.events(HttpFamilies.REQUESTS_BY_VIEW);
  final Tally byStatus = truth.events(HttpFamilies.RESPONSES_BY_STATUS);
  final Tally byStatusAndView = truth.events(HttpFamilies.RESPONSES_BY_VIEW);
  final Tally latency = truth.events(HttpFamilies.LATENCY);
  final Tally requestBytes = truth.amounts(HttpFamilies.REQUEST_BYTES);
  final Tally responseBytes = truth.amounts(HttpFamilies.RESPONSE_BYTES);
  final Tally exceptions = truth.events(HttpFamilies.EXCEPTIONS);
  final Tally gets = truth.events(CacheFamilies.GETS);

  /** In the order of {@link CacheCall}. */
  final List<Tally> cached =
      List.of(
          truth.events(CacheFamilies.HITS),
          truth.events(CacheFamilies.MISSES),
          truth.events(CacheFamilies.SETS),
          truth.events(CacheFamilies.DELETES));

  final Tally calls = truth.amounts(MixedCalls.CALLS);
  final Tally all = truth.amounts(MixedCalls.ALL);
  final Tally sizes = truth.events(MixedCalls.SIZES);
  final Tally open = truth.amounts(MixedCalls.OPEN);
  final Tally refusedDrift = refused(DriftFamilies.DETECTED, RejectReason.OUT_OF_RANGE);
  final Tally refusedSignal = refused(DriftFamilies.PAYMENT_DELAY_SIGNALS, RejectReason.MISSING);
  final Tally refusedRecords = refused(QualityFamilies.INGESTED, RejectReason.NEGATIVE);
  final Tally refusedSize = refused(MixedCalls.SIZES, RejectReason.NOT_A_NUMBER);

  final AtomicReferenceArray<MixedCalls.Job> jobs = new AtomicReferenceArray<>(16);
  final AtomicReferenceArray<MixedCalls.Request> requests = new AtomicReferenceArray<>(4);
  final HttpMeter http;
  final CacheMeter cache;

  /** A handle for each customer. */
  final List<CustomerRecorder> forCustomer;

  final List<BoundCounter> boundCalls;
  final List<Observer> boundSizes;
  final List<BoundUpDown> boundOpen;

  Workload(UpstreamRecorder recorder) {
    this.recorder = recorder;
    this.http = recorder.events().http();
    this.cache = recorder.events().cache(new CacheName("claims"));
    this.forCustomer = MixedCalls.CUSTOMERS.stream().map(recorder::forCustomer).toList();
    List<MixedCalls.Customers> each =
        MixedCalls.CUSTOMERS.stream().map(MixedCalls.Customers::new).toList();
    this.boundSizes = each.stream().map(recorder.histogram(MixedCalls.SIZES)::bind).toList();
    this.boundOpen = each.stream().map(recorder.upDown(MixedCalls.OPEN)::bind).toList();
    this.boundCalls =
        each.stream()
            .map(
                of ->
                    new MixedCalls.Calls(
                        Product.DRIFT_WATCH, of.customerId(), new Endpoint("/bound")))
            .map(recorder.counter(MixedCalls.CALLS)::bind)
            .toList();
  }

  private Tally refused(Family<?> family, RejectReason reason) {
    return truth.line(
        SelfFamilies.REJECTED,
        "family=\"" + family.name() + "\",reason=\"" + reason.wireValue() + "\"");
  }
}
