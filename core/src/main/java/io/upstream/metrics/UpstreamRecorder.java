package io.upstream.metrics;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.DurationFamily;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.UpDownFamily;
import io.upstream.metrics.event.Events;
import io.upstream.metrics.guard.LabelGuard;
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
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.QualityMetric;
import io.upstream.metrics.label.ReportType;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.label.SeverityLevel;
import io.upstream.metrics.label.SignalType;
import io.upstream.metrics.label.SuppressionReason;
import io.upstream.metrics.label.ThrottleClass;
import io.upstream.metrics.page.NameEscaping;
import io.upstream.metrics.page.Page;
import io.upstream.metrics.page.PageFormat;
import io.upstream.metrics.page.Report;
import io.upstream.metrics.page.Scraper;
import io.upstream.metrics.series.CapturedSpan;
import io.upstream.metrics.series.Counter;
import io.upstream.metrics.series.FamilySeries;
import io.upstream.metrics.series.Gauge;
import io.upstream.metrics.series.Histogram;
import io.upstream.metrics.series.SeriesRegistry;
import io.upstream.metrics.series.UpDown;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Records the events of a service and writes the page that Prometheus reads.
 *
 * <pre>{@code
 * UpstreamRecorder recorder = UpstreamRecorder.builder().build();
 * recorder.trackAlertCreated(Product.DELAY_GUARD, Severity.HIGH, new CustomerId("acme"));
 * recorder.counter(CHECKOUTS).inc(new CheckoutLabels(Product.DELAY_GUARD, customer));
 * recorder.writePage(System.out);
 * }</pre>
 *
 * <p>Recording is safe from any thread, takes no lock once a series exists, and never throws
 * (except in {@code STRICT} mode, which is for tests). Null is accepted everywhere: for an open
 * label it becomes {@code _UNKNOWN}, for a closed label the event is refused and the refusal
 * counted. Recorders are independent of one another; {@link UpstreamMetrics#install} makes one the
 * target of the static verbs. A recorder that is {@linkplain #close closed} only leaves its
 * registry; recording into it continues without an error.
 */
public final class UpstreamRecorder implements AutoCloseable {

  private final Settings settings;
  private final @Nullable String settingsError;
  private final SeriesRegistry book;
  private final Page page;
  private final BusinessSeries series;
  private final CustomerRecorder verbs;
  private final Events events;
  private final GuardMXBean operations;
  private final AtomicReference<@Nullable JmxRegistration> jmx = new AtomicReference<>();

  UpstreamRecorder(RecorderBuilder plan, Settings settings, SeriesRegistry book, Page page) {
    this.settingsError = plan.settingsError();

    this.settings = settings;
    this.book = book;
    this.page = page;
    this.series = plan.businessSeries(settings, book);
    this.verbs = new CustomerRecorder(series, null);
    this.events = plan.events(settings, book);
    this.operations = new GuardControl(book);
  }

  /** Begins a recorder. */
  public static RecorderBuilder builder() {
    return new RecorderBuilder();
  }

  // Verbs: begin. They follow from CustomerRecorder; mvn -q -Pmend test -pl core writes them.

  /** Counts an alert that was created. */
  public void trackAlertCreated(
      @Nullable Product product, @Nullable Severity severity, @Nullable CustomerId customer) {
    verbs.trackAlertCreated(product, severity, customer);
  }

  /** Counts a notification that was delivered. */
  public void trackAlertDelivered(
      @Nullable Product product, @Nullable ChannelType channel, @Nullable CustomerId customer) {
    verbs.trackAlertDelivered(product, channel, customer);
  }

  /** Counts a notification that could not be delivered. */
  public void trackAlertFailed(
      @Nullable Product product,
      @Nullable ChannelType channel,
      @Nullable ErrorType error,
      @Nullable CustomerId customer) {
    verbs.trackAlertFailed(product, channel, error, customer);
  }

  /** Counts an alert that was not sent on purpose. */
  public void trackAlertSuppressed(
      @Nullable Product product,
      @Nullable SuppressionReason reason,
      @Nullable CustomerId customer) {
    verbs.trackAlertSuppressed(product, reason, customer);
  }

  /** Starts to time the processing of an alert until it is sent. */
  public Timing timeAlertProcessing(@Nullable Product product) {
    return verbs.timeAlertProcessing(product);
  }

  /** Counts a drift event whose severity between 0 and 1 becomes a level. */
  public void trackDriftEvent(
      @Nullable Product product,
      @Nullable DriftType type,
      double severity,
      @Nullable CustomerId customer) {
    verbs.trackDriftEvent(product, type, severity, customer);
  }

  /** Counts a drift event whose level is known. */
  public void trackDriftEvent(
      @Nullable Product product,
      @Nullable DriftType type,
      @Nullable SeverityLevel level,
      @Nullable CustomerId customer) {
    verbs.trackDriftEvent(product, type, level, customer);
  }

  /** Starts to time the computation of drift signals. */
  public Timing timeDriftComputation(@Nullable Product product) {
    return verbs.timeDriftComputation(product);
  }

  /** Counts a payment delay signal. */
  public void trackPaymentDelaySignal(@Nullable Severity severity, @Nullable CustomerId customer) {
    verbs.trackPaymentDelaySignal(severity, customer);
  }

  /** Counts a denial pattern signal. */
  public void trackDenialSignal(@Nullable SignalType signal, @Nullable CustomerId customer) {
    verbs.trackDenialSignal(signal, customer);
  }

  /** Sets the current score of an aspect of data quality, from 0 to 1. */
  public void trackDataQualityScore(
      @Nullable CustomerId customer, @Nullable QualityMetric metric, double score) {
    verbs.trackDataQualityScore(customer, metric, score);
  }

  /** Counts a data quality check that failed. */
  public void trackDataQualityCheckFailed(
      @Nullable CheckType check, @Nullable Severity severity, @Nullable CustomerId customer) {
    verbs.trackDataQualityCheckFailed(check, severity, customer);
  }

  /** Counts claim records that were ingested. */
  public void trackIngestion(
      @Nullable CustomerId customer, long records, @Nullable IngestionStatus status) {
    verbs.trackIngestion(customer, records, status);
  }

  /** Starts to time the ingestion of a batch. */
  public Timing timeIngestion(@Nullable CustomerId customer) {
    return verbs.timeIngestion(customer);
  }

  /** Starts a background job; the caller reports its outcome to the run. */
  public JobRun startJob(@Nullable JobType type, @Nullable CustomerId customer) {
    return verbs.startJob(type, customer);
  }

  /**
   * Runs a background job and passes on what it returns or throws.
   *
   * @throws NullPointerException if there is nothing to run; nothing is recorded then
   */
  public <T extends @Nullable Object> T runJob(
      @Nullable JobType type, @Nullable CustomerId customer, Callable<T> work) throws Exception {
    return verbs.runJob(type, customer, work);
  }

  /** Counts a report that was generated. */
  public void trackReportGenerated(@Nullable ReportType type, @Nullable CustomerId customer) {
    verbs.trackReportGenerated(type, customer);
  }

  /** Counts a report that could not be generated. */
  public void trackReportFailed(
      @Nullable ReportType type, @Nullable ErrorType error, @Nullable CustomerId customer) {
    verbs.trackReportFailed(type, error, customer);
  }

  /** Starts to time the generation of a report. */
  public Timing timeReport(@Nullable ReportType type) {
    return verbs.timeReport(type);
  }

  /** Counts a call of an API endpoint. */
  public void trackApiCall(
      @Nullable Endpoint endpoint, @Nullable HttpMethod method, @Nullable CustomerId customer) {
    verbs.trackApiCall(endpoint, method, customer);
  }

  /** Counts a call that a rate limit refused. */
  public void trackRateLimitHit(
      @Nullable Endpoint endpoint,
      @Nullable ThrottleClass throttle,
      @Nullable CustomerId customer) {
    verbs.trackRateLimitHit(endpoint, throttle, customer);
  }

  /** Counts a business cache read that found something. */
  public void trackCacheHit(@Nullable CacheKeyPrefix prefix) {
    verbs.trackCacheHit(prefix);
  }

  /** Counts a business cache read that found nothing. */
  public void trackCacheMiss(@Nullable CacheKeyPrefix prefix) {
    verbs.trackCacheMiss(prefix);
  }

  // Verbs: end.

  /** Returns the same verbs for one customer, which is looked up once, for hot loops. */
  public CustomerRecorder forCustomer(@Nullable CustomerId customer) {
    return new CustomerRecorder(series, customer);
  }

  /** Returns the series of a counter family, also of an application's own family. */
  public <L extends Record> Counter<L> counter(CounterFamily<L> family) {
    return book.counter(family).api();
  }

  /** Returns the series of a gauge family. */
  public <L extends Record> Gauge<L> gauge(GaugeFamily<L> family) {
    return book.gauge(family).api();
  }

  /** Returns the series of an up-and-down family. */
  public <L extends Record> UpDown<L> upDown(UpDownFamily<L> family) {
    return book.upDown(family).api();
  }

  /** Returns the series of a histogram family. */
  public <L extends Record> Histogram<L> histogram(HistogramFamily<L> family) {
    return book.histogram(family).api();
  }

  /** Starts to time something into a family of seconds. */
  public <L extends Record> Timing time(DurationFamily<L> family, @Nullable L labels) {
    return series.timing(book.histogram(family).observer(labels));
  }

  /**
   * Returns the span of this thread, for later recordings or recordings on another thread.
   *
   * @return null without a tracer and outside of a sampled span
   */
  public @Nullable CapturedSpan captureSpan() {
    return book.captureSpan();
  }

  /**
   * Returns the interface through which adapters record requests, database calls and cache calls.
   */
  public Events events() {
    return events;
  }

  /**
   * Returns what a recorder in mode {@code STRICT} has refused, as the messages of the exceptions
   * that it threw, at most 1,000: a test can assert that there are none, even if the code under
   * test swallows exceptions. Empty in other modes.
   */
  public List<String> strictRefusals() {
    return book.strictRefusals();
  }

  /** Returns the guard of a label type. */
  public <T extends OpenLabel> LabelGuard<T> guard(Class<T> type) {
    return book.guards().guard(Objects.requireNonNull(type, "expected a label type, got null"));
  }

  /** Returns the recorder's families by name, including those of the application. */
  public List<Family<?>> families() {
    return book.series().stream().<Family<?>>map(FamilySeries::family).toList();
  }

  /**
   * Removes a family that an application has declared, with its series: for a recorder that
   * outlives the application, for example in a shared class loader. Its lines become free, and
   * label types that no other family uses are forgotten. Bound handles of the family no longer
   * record anything. A family that an application declares again in another class loader, with an
   * equal declaration, is the same family and stays until both have removed it.
   *
   * @return true if it was there
   * @throws IllegalArgumentException if the family is the library's own
   */
  public boolean remove(Family<?> family) {
    return book.remove(family);
  }

  /**
   * Returns what an operator can do while the service runs, by names and texts: for an
   * application's own page or command. The console and JMX offer the same.
   */
  public GuardMXBean operations() {
    return operations;
  }

  /** Returns a report of the guards' decisions, for people and for programs. */
  public Report report() {
    return new Report(book);
  }

  /** Writes the whole page in Prometheus' text format. */
  public void writePage(OutputStream out) throws IOException {
    writePage(PageFormat.TEXT, Set.of(), out);
  }

  /**
   * Writes the page or a part of it.
   *
   * @param names the families to write, by exact name; all if empty
   */
  public void writePage(PageFormat format, Set<String> names, OutputStream out) throws IOException {
    page.write(format, names, out);
  }

  /**
   * Writes the page or a part of it for a scraper. The page shows new counters and histograms as 0
   * first, so that the scraper sees their first events as an increase.
   *
   * @param escaping the way to escape names of third-party families that are not plain Prometheus
   *     names; null if the scraper does not ask for an escaping
   * @param scraper the scraper; null for a reader that gets the real values at once
   */
  public void writePage(
      PageFormat format,
      @Nullable NameEscaping escaping,
      Set<String> names,
      @Nullable Scraper scraper,
      OutputStream out)
      throws IOException {
    page.write(format, escaping, names, scraper, out);
  }

  /**
   * Returns the registry that also carries the families. Collectors that an application registers
   * there are on the page.
   */
  public PrometheusRegistry registry() {
    return page.registry();
  }

  /**
   * Unregisters the families whose names clash with other collectors of the {@linkplain
   * RecorderBuilder#sharedRegistry registry}; they stay on our own page, and each name is logged.
   * Then registers the families of the JVM and of the process that the registry does not have.
   */
  public void resolveNameConflicts() {
    page.resolveNameConflicts();
  }

  /** Returns the settings of the operator. */
  public Settings settings() {
    return settings;
  }

  /**
   * Returns why this recorder records nothing if a setting of the process is malformed; null
   * otherwise. Only the recorder that the verbs make before one is installed can be in this state,
   * because {@link RecorderBuilder#build} throws.
   */
  public @Nullable String settingsError() {
    return settingsError;
  }

  /** Returns whether anything is recorded; with {@code METRICS_ENABLED=false} nothing is. */
  public boolean isEnabled() {
    return !book.isOff();
  }

  /**
   * Takes the families out of the registry. If the recorder is installed, the static verbs do
   * nothing from now on. Closing again does nothing.
   *
   * <p>Code that still has the recorder, or a handle, a run or a timing of it, records as before:
   * nothing throws, and {@link #writePage} and {@link #report} show it, so that a last page can be
   * kept or pushed. Guards work as before. Families that are added later are not registered in the
   * registry. Only the recorder's own page still calls suppliers that are {@linkplain Gauge#watch
   * watched}, until their watch is closed.
   */
  @Override
  public void close() {
    InstalledRecorder.OF_PROCESS.remove(this);
    JmxRegistration registered = jmx.getAndSet(null);
    if (registered != null) {
      registered.close();
    }
    page.close();
  }

  /** Registers the guards in JMX. */
  void registerInJmx() {
    jmx.set(JmxRegistration.of(operations));
  }

  SeriesRegistry book() {
    return book;
  }
}
