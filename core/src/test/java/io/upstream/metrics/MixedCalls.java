package io.upstream.metrics;

import io.upstream.metrics.catalog.AlertFamilies;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.DriftFamilies;
import io.upstream.metrics.catalog.DurationFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.catalog.UpDownFamily;
import io.upstream.metrics.event.CacheCall;
import io.upstream.metrics.event.HttpExchange;
import io.upstream.metrics.label.CacheKeyPrefix;
import io.upstream.metrics.label.ChannelType;
import io.upstream.metrics.label.CheckType;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.DriftType;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.ErrorType;
import io.upstream.metrics.label.HttpMethod;
import io.upstream.metrics.label.HttpStatus;
import io.upstream.metrics.label.IngestionStatus;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.QualityMetric;
import io.upstream.metrics.label.ReportType;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.label.SeverityLevel;
import io.upstream.metrics.label.SignalType;
import io.upstream.metrics.label.SuppressionReason;
import io.upstream.metrics.label.ThrottleClass;
import io.upstream.metrics.label.Transport;
import io.upstream.metrics.label.View;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One of many threads that record whatever a service records, by every way there is, and write down
 * beside it what they did.
 */
@SuppressWarnings("EnumOrdinal") // the ledger has a place for each constant
final class MixedCalls implements Callable<MixedCalls> {

  record Calls(Product product, CustomerId customerId, Endpoint endpoint) {}

  record Customers(CustomerId customerId) {}

  static final CounterFamily<Calls> CALLS =
      CounterFamily.named("proof_calls_total").help("C.").labels(Calls.class);
  static final CounterFamily<NoLabels> ALL =
      CounterFamily.named("proof_all_total").help("A.").noLabels();
  static final DurationFamily<Customers> SIZES =
      DurationFamily.ofSeconds("proof_sizes")
          .inheritedName("It is older.")
          .buckets(1, 2, 4)
          .help("S.")
          .labels(Customers.class);
  static final UpDownFamily<Customers> OPEN =
      UpDownFamily.named("proof_open").help("O.").labels(Customers.class);

  /** They are on the allow-list from the beginning. */
  static final int ALLOWED = 4;

  /** These and those after them have no name that the guard would show. */
  static final int NAMED = 32;

  /** Null, then malformed ones, then those that a detector catches. */
  static final List<CustomerId> CUSTOMERS =
      Stream.concat(
              IntStream.range(0, NAMED).mapToObj(MixedCalls::nameOf),
              Stream.of(null, "two words", "jane.roe@mail.example"))
          .map(CustomerId::new)
          .toList();

  /** How often each thread changes a budget. */
  static final int CHANGES = 100;

  static final int UNKNOWN = NAMED;
  static final int INVALID = NAMED + 1;
  static final int REDACTED = NAMED + 2;

  private static final ThreadLocal<long[]> NOW = ThreadLocal.withInitial(() -> new long[1]);

  // Each is a number of quarters of a second, so that sums are exact in whatever order.
  private static final double[] SECONDS = {0, 0.25, 0.5, 1, 2.5, 5.25, 45, 700};
  private static final List<CustomerId> SPACED =
      CUSTOMERS.stream()
          .map(each -> each.value() == null ? each : new CustomerId(" " + each.value() + " "))
          .toList();
  private static final List<Endpoint> ENDPOINTS = values(8, i -> new Endpoint("/claims/e-" + i));
  private static final List<ErrorType> ERRORS = values(5, i -> new ErrorType("Error" + i));
  private static final List<SignalType> SIGNALS = values(10, i -> new SignalType("signal-" + i));
  private static final List<ThrottleClass> RULES = values(3, i -> new ThrottleClass("rule-" + i));
  private static final List<JobType> JOBS = values(6, i -> new JobType("job-" + i));
  private static final List<ReportType> REPORTS = values(5, i -> new ReportType("report-" + i));
  private static final List<CacheKeyPrefix> PREFIXES =
      values(9, i -> new CacheKeyPrefix("key-" + i + ":4711"));
  private static final List<View> VIEWS = values(9, i -> new View("Claims#view" + i));
  private static final List<Product> PRODUCTS = List.of(Product.values());
  private static final List<Severity> SEVERITIES = List.of(Severity.values());
  private static final List<DriftType> DRIFTS = List.of(DriftType.values());

  /** The label types whose budgets an operator changes while the service runs. */
  private static final List<Class<? extends OpenLabel>> BUDGETS =
      List.of(
          CustomerId.class,
          CustomerId.class,
          Endpoint.class,
          ErrorType.class,
          SignalType.class,
          JobType.class,
          CacheKeyPrefix.class,
          View.class);

  private final Workload work;
  private final UpstreamRecorder recorder;
  private final Truth.Ledger ledger;
  private final SplittableRandom random;
  private final int calls;
  private final int callsPerChange;

  MixedCalls(Workload work, int number, int calls) {
    this.work = work;
    this.recorder = work.recorder;
    this.ledger = work.truth.ledger();
    this.random = new SplittableRandom(number);
    this.calls = calls;
    this.callsPerChange = calls / CHANGES;
  }

  /** The clock of the recorder: it stands still but for what a thread has timed itself. */
  static long nanos() {
    return NOW.get()[0];
  }

  @Override
  public MixedCalls call() {
    for (int i = 0; i < calls; i++) {
      record();
      if (i % callsPerChange == 0) {
        changeABudget();
      }
    }
    return this;
  }

  /** Ends what is still running, after the last of the threads has finished. */
  void endTheRest() {
    for (int i = 0; i < work.jobs.length(); i++) {
      Job job = work.jobs.getAndSet(i, null);
      if (job != null) {
        end(job);
      }
    }
    for (int i = 0; i < work.requests.length(); i++) {
      Request request = work.requests.getAndSet(i, null);
      if (request != null) {
        end(request);
      }
    }
  }

  private void changeABudget() {
    if (random.nextInt(8) == 0) {
      recorder.guard(CustomerId.class).allow(CUSTOMERS.get(random.nextInt(NAMED)));
    }
    recorder.guard(BUDGETS.get(random.nextInt(BUDGETS.size()))).budget(random.nextInt(NAMED));
  }

  private void record() {
    // Some customers come more often than others.
    int customer = Math.min(random.nextInt(CUSTOMERS.size()), random.nextInt(CUSTOMERS.size()));
    switch (random.nextInt(12)) {
      case 0, 1 -> drift(customer);
      case 2 -> alert(customer);
      case 3 -> signalOrCheck(customer);
      case 4 -> time(customer);
      case 5 -> report(customer);
      case 6 -> api(customer);
      case 7 -> job(customer);
      case 8 -> request();
      case 9 -> own(customer);
      case 10 -> bound(customer);
      default -> refused(customer);
    }
  }

  private void drift(int customer) {
    int product = random.nextInt(3);
    int type = random.nextInt(4);
    int level = random.nextInt(3);
    ledger.count(work.drift.at(product, type, level), customer);
    Product ofProduct = PRODUCTS.get(product);
    DriftType ofType = DRIFTS.get(type);
    CustomerId id = CUSTOMERS.get(customer);
    switch (random.nextInt(5)) {
      case 0 -> recorder.trackDriftEvent(ofProduct, ofType, SeverityLevel.values()[level], id);
      case 1 -> recorder.trackDriftEvent(ofProduct, ofType, 0.25 + 0.3 * level, id);
      case 2 ->
          work.forCustomer.get(customer).trackDriftEvent(ofProduct, ofType, 0.25 + 0.3 * level);
      case 3 ->
          recorder
              .forCustomer(id)
              .trackDriftEvent(ofProduct, ofType, SeverityLevel.values()[level]);
      default ->
          recorder
              .counter(DriftFamilies.DETECTED)
              .inc(
                  new DriftFamilies.DetectedLabels(
                      ofProduct, ofType, SeverityLevel.values()[level], id));
    }
  }

  private void alert(int customer) {
    int product = random.nextInt(3);
    int other = random.nextInt(3);
    Product ofProduct = PRODUCTS.get(product);
    CustomerId id = CUSTOMERS.get(customer);
    switch (random.nextInt(4)) {
      case 0 -> {
        int severity = random.nextInt(4);
        recorder.trackAlertCreated(ofProduct, SEVERITIES.get(severity), id);
        ledger.count(work.created.at(product, severity), customer);
      }
      case 1 -> {
        recorder.trackAlertDelivered(ofProduct, ChannelType.values()[other], id);
        ledger.count(work.delivered.at(product, other), customer);
      }
      case 2 -> {
        recorder.trackAlertFailed(ofProduct, ChannelType.values()[other], one(ERRORS), id);
        ledger.count(work.alertFailed.at(product, other), customer);
      }
      default -> {
        recorder.trackAlertSuppressed(ofProduct, SuppressionReason.values()[other], id);
        ledger.count(work.suppressed.at(product, other), customer);
      }
    }
  }

  private void signalOrCheck(int customer) {
    CustomerId id = CUSTOMERS.get(customer);
    int severity = random.nextInt(4);
    switch (random.nextInt(5)) {
      case 0 -> {
        recorder.trackPaymentDelaySignal(SEVERITIES.get(severity), id);
        ledger.count(work.paymentDelay.at(severity), customer);
      }
      case 1 -> {
        recorder.trackDenialSignal(one(SIGNALS), id);
        ledger.count(work.denial.at(), customer);
      }
      case 2 -> {
        int check = random.nextInt(4);
        recorder.trackDataQualityCheckFailed(
            CheckType.values()[check], SEVERITIES.get(severity), id);
        ledger.count(work.checkFailed.at(check, severity), customer);
      }
      case 3 -> {
        int status = random.nextInt(3);
        int records = random.nextInt(1000);
        recorder.trackIngestion(id, records, IngestionStatus.values()[status]);
        ledger.add(work.ingested.at(status), customer, records);
      }
      default ->
          recorder.trackDataQualityScore(
              id, QualityMetric.values()[severity], random.nextInt(5) / 4.0);
    }
  }

  private void time(int customer) {
    int product = random.nextInt(3);
    int choice = random.nextInt(4);
    Timing timing =
        switch (choice) {
          case 0 -> recorder.timeAlertProcessing(PRODUCTS.get(product));
          case 1 -> recorder.timeDriftComputation(PRODUCTS.get(product));
          case 2 -> recorder.timeIngestion(CUSTOMERS.get(customer));
          default -> recorder.time(SIZES, new Customers(CUSTOMERS.get(customer)));
        };
    double seconds = after();
    timing.close();
    timing.close();
    now(0);
    switch (choice) {
      case 0 -> ledger.observe(work.processing, work.processing.at(product), 0, seconds);
      case 1 -> ledger.observe(work.computation, work.computation.at(product), 0, seconds);
      case 2 -> ledger.observe(work.ingestion, work.ingestion.at(), customer, seconds);
      default -> ledger.observe(work.sizes, work.sizes.at(), customer, seconds);
    }
  }

  /** Lets some time pass for this thread. */
  private double after() {
    double seconds = SECONDS[random.nextInt(SECONDS.length)];
    now((long) (seconds * 1e9));
    return seconds;
  }

  private static void now(long nanos) {
    NOW.get()[0] = nanos;
  }

  private void report(int customer) {
    switch (random.nextInt(3)) {
      case 0 -> {
        recorder.trackReportGenerated(one(REPORTS), CUSTOMERS.get(customer));
        ledger.count(work.generated.at(), customer);
      }
      case 1 -> {
        recorder.trackReportFailed(one(REPORTS), one(ERRORS), CUSTOMERS.get(customer));
        ledger.count(work.reportFailed.at(), customer);
      }
      default -> {
        Timing timing = recorder.timeReport(one(REPORTS));
        ledger.observe(work.generation, work.generation.at(), 0, after());
        timing.close();
        now(0);
      }
    }
  }

  private void api(int customer) {
    switch (random.nextInt(4)) {
      case 0 -> {
        int method = random.nextInt(4);
        recorder.trackApiCall(one(ENDPOINTS), HttpMethod.values()[method], SPACED.get(customer));
        ledger.count(work.apiCalls.at(method), customer);
      }
      case 1 -> {
        recorder.trackRateLimitHit(one(ENDPOINTS), one(RULES), CUSTOMERS.get(customer));
        ledger.count(work.rateLimited.at(), customer);
      }
      case 2 -> {
        recorder.trackCacheHit(one(PREFIXES));
        ledger.count(work.keyHits.at(), 0);
      }
      default -> {
        recorder.trackCacheMiss(one(PREFIXES));
        ledger.count(work.keyMisses.at(), 0);
      }
    }
  }

  /** Begins a job, and ends one that perhaps another thread has begun. */
  private void job(int customer) {
    JobRun run = recorder.startJob(one(JOBS), CUSTOMERS.get(customer));
    ledger.count(work.started.at(), customer);
    Job earlier = work.jobs.getAndSet(random.nextInt(work.jobs.length()), new Job(run, customer));
    if (earlier != null) {
      end(earlier);
    }
  }

  private void end(Job job) {
    ledger.observe(work.duration, work.duration.at(), 0, after());
    if (random.nextBoolean()) {
      job.run.succeeded();
      ledger.count(work.completed.at(), job.customer);
    } else {
      job.run.failedWith(one(ERRORS));
      ledger.count(work.jobFailed.at(), job.customer);
    }
    job.run.close();
    now(0);
  }

  /** Begins a request, and ends one that perhaps another thread has begun. */
  private void request() {
    work.http.started();
    int method = random.nextInt(4);
    int transport = random.nextInt(2);
    int status = random.nextInt(Truth.STATUSES.size());
    Request request =
        new Request(
            one(VIEWS),
            HttpMethod.values()[method],
            Transport.values()[transport],
            new HttpStatus(Truth.STATUSES.get(status)),
            (long) (SECONDS[random.nextInt(SECONDS.length)] * 1e9),
            random.nextInt(5_000),
            random.nextBoolean() ? null : new IllegalStateException());
    int place = random.nextInt(work.requests.length());
    Request earlier = work.requests.getAndSet(place, request);
    if (earlier != null) {
      end(earlier);
    }
    int cached = random.nextInt(CacheCall.values().length);
    work.cache.record(CacheCall.values()[cached]);
    if (cached < 2) {
      ledger.count(work.gets.at(), 0);
    }
    ledger.count(work.cached.get(cached).at(), 0);
  }

  private void end(Request request) {
    work.http.ended(request);
    int method = request.method.ordinal();
    int status = Truth.STATUSES.indexOf(request.status.code());
    ledger.count(work.byMethod.at(method), 0);
    ledger.count(work.byView.at(request.transport.ordinal(), method), 0);
    ledger.count(work.byStatus.at(status), 0);
    ledger.count(work.byStatusAndView.at(status, method), 0);
    ledger.observe(work.latency, work.latency.at(method), 0, request.durationNanos / 1e9);
    ledger.add(work.requestBytes.at(), 0, (double) request.requestBytes);
    ledger.add(work.responseBytes.at(), 0, (double) request.requestBytes);
    if (request.failure != null) {
      ledger.count(work.exceptions.at(), 0);
    }
  }

  private void own(int customer) {
    int product = random.nextInt(3);
    CustomerId id = CUSTOMERS.get(customer);
    switch (random.nextInt(4)) {
      case 0 -> {
        double amount = random.nextInt(9) / 4.0;
        recorder.counter(CALLS).add(new Calls(PRODUCTS.get(product), id, one(ENDPOINTS)), amount);
        ledger.add(work.calls.at(product), customer, amount);
      }
      case 1 -> {
        recorder.counter(ALL).inc(NoLabels.NONE);
        ledger.count(work.all.at(), 0);
      }
      case 2 -> {
        double size = random.nextInt(24) / 4.0;
        recorder.histogram(SIZES).observe(new Customers(SPACED.get(customer)), size);
        ledger.observe(work.sizes, work.sizes.at(), customer, size);
      }
      default -> {
        int change = random.nextInt(-2, 4);
        recorder.upDown(OPEN).add(new Customers(id), change);
        ledger.add(work.open.at(), customer, change);
      }
    }
  }

  private void bound(int customer) {
    switch (random.nextInt(4)) {
      case 0 -> {
        work.boundCalls.get(customer).inc();
        ledger.count(work.calls.at(0), customer);
      }
      case 1 -> {
        work.boundSizes.get(customer).observe(2.25);
        ledger.observe(work.sizes, work.sizes.at(), customer, 2.25);
      }
      case 2 -> {
        work.boundOpen.get(customer).dec();
        ledger.add(work.open.at(), customer, -1);
      }
      default -> {
        recorder
            .counter(AlertFamilies.CREATED)
            .bind(
                new AlertFamilies.CreatedLabels(
                    Product.DRIFT_WATCH, Severity.LOW, CUSTOMERS.get(customer)))
            .inc();
        ledger.count(work.created.at(0, 0), customer);
      }
    }
  }

  private void refused(int customer) {
    CustomerId id = CUSTOMERS.get(customer);
    switch (random.nextInt(4)) {
      case 0 -> {
        recorder.trackDriftEvent(Product.DRIFT_WATCH, DriftType.DENIAL_RATE, 2.0, id);
        ledger.count(work.refusedDrift.at(), 0);
      }
      case 1 -> {
        recorder.trackPaymentDelaySignal(null, id);
        ledger.count(work.refusedSignal.at(), 0);
      }
      case 2 -> {
        recorder.trackIngestion(id, -1, IngestionStatus.SUCCESS);
        ledger.count(work.refusedRecords.at(), 0);
      }
      default -> {
        recorder.histogram(SIZES).observe(new Customers(id), Double.NaN);
        ledger.count(work.refusedSize.at(), 0);
      }
    }
  }

  private <T> T one(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  static String nameOf(int customer) {
    return (customer < ALLOWED ? "allowed-" : "customer-") + customer;
  }

  private static <T> List<T> values(int count, IntFunction<T> value) {
    return IntStream.range(0, count).mapToObj(value).toList();
  }

  record Job(JobRun run, int customer) {}

  record Request(
      View view,
      HttpMethod method,
      Transport transport,
      HttpStatus status,
      long durationNanos,
      long requestBytes,
      @Nullable Throwable failure)
      implements HttpExchange {

    @Override
    public @Nullable Endpoint route() {
      return null;
    }

    @Override
    public long responseBytes() {
      return requestBytes;
    }
  }
}
