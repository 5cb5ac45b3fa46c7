package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.UpDownFamily;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.DriftType;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.ErrorType;
import io.upstream.metrics.label.HttpMethod;
import io.upstream.metrics.label.HttpStatus;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.QualityMetric;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.label.SignalType;
import io.upstream.metrics.label.ThrottleClass;
import io.upstream.metrics.series.BoundCounter;
import io.upstream.metrics.series.BoundGauge;
import io.upstream.metrics.series.BoundUpDown;
import io.upstream.metrics.series.Counter;
import io.upstream.metrics.series.Gauge;
import io.upstream.metrics.series.Histogram;
import io.upstream.metrics.series.Observer;
import io.upstream.metrics.series.UpDown;
import io.upstream.metrics.testing.Programs;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.logging.LogManager;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Counts the bytes that each kind of recording allocates, in a JVM that does nothing else: there
 * the JIT compiler sees the calls of an application and no others. The C1 compiler removes no
 * allocation, so with it only code that has none passes.
 */
class RecordingProfileTest {

  private static final int EVENTS = 20_000;
  private static final int MOST_RUNS = 60;

  /** The most that an event of a family with four open labels allocates: arrays of entries. */
  private static final double BYTES_OF_FOUR_LABELS = 104;

  record OneLabel(Product product, CustomerId customerId) {}

  record TwoLabels(Product product, CustomerId customerId, Endpoint endpoint) {}

  record FourLabels(
      CustomerId customerId, Endpoint endpoint, ErrorType errorType, ThrottleClass throttleClass) {}

  record StatusLabels(HttpStatus httpStatus, CustomerId customerId) {}

  private static final CounterFamily<OneLabel> ONE =
      CounterFamily.named("profile_one_total").help("O.").labels(OneLabel.class);
  private static final CounterFamily<TwoLabels> TWO =
      CounterFamily.named("profile_two_total").help("T.").labels(TwoLabels.class);
  private static final CounterFamily<FourLabels> FOUR =
      CounterFamily.named("profile_four_total").help("F.").labels(FourLabels.class);
  private static final CounterFamily<StatusLabels> STATUS =
      CounterFamily.named("profile_status_total").help("S.").labels(StatusLabels.class);
  private static final GaugeFamily<TwoLabels> LEVELS =
      GaugeFamily.named("profile_levels").help("L.").labels(TwoLabels.class);
  private static final UpDownFamily<TwoLabels> OPEN =
      UpDownFamily.named("profile_open").help("O.").labels(TwoLabels.class);
  private static final HistogramFamily<TwoLabels> SIZES =
      HistogramFamily.named("profile_sizes").buckets(1, 5, 25).help("S.").labels(TwoLabels.class);
  private static final HistogramFamily<OneLabel> NATIVE =
      HistogramFamily.named("profile_native").help("N.").nativeResolution(5).labels(OneLabel.class);

  private interface Events {
    void record(int event);
  }

  @Test
  void recording_allocates_nothing_with_the_first_compiler() throws Exception {
    System.out.print(
        Programs.runMain(List.of("-XX:TieredStopAtLevel=1"), RecordingProfileTest.class));
  }

  @Test
  @Tag("full")
  void recording_allocates_nothing_with_both_compilers() throws Exception {
    System.out.print(Programs.runMain(List.of(), RecordingProfileTest.class));
  }

  /** Prints the kinds of recording that allocate, and fails if there are any. */
  public static void main(String[] none) {
    LogManager.getLogManager().reset(); // the warnings about folded values
    Map<String, Double> found = new LinkedHashMap<>();
    Map<String, Events> kinds = new LinkedHashMap<>();
    addVerbs(kinds);
    addOwnFamilies(kinds);
    addFullTables(kinds);
    addFullPage(kinds);
    long start = System.nanoTime();
    kinds.forEach(
        (name, events) -> {
          double most = name.endsWith("four open labels") ? BYTES_OF_FOUR_LABELS : 0;
          double bytes = bytesPerEvent(events, most);
          if (bytes > most) {
            found.put(name, bytes);
          }
        });
    System.out.printf(
        "%d kinds of recording, %d allocate, %.1f s%n",
        kinds.size(), found.size(), (System.nanoTime() - start) / 1e9);
    assertThat(found).as("bytes per event").isEmpty();
  }

  private static void addVerbs(Map<String, Events> kinds) {
    UpstreamRecorder recorder = quiet().build();
    CustomerId[] customers = values(400, i -> new CustomerId("customer-" + i));
    Endpoint[] endpoints = values(50, i -> new Endpoint("/endpoint-" + i));
    SignalType signal = new SignalType("coding");
    CustomerRecorder bound = recorder.forCustomer(customers[1]);
    Product product = Product.DRIFT_WATCH;
    kinds.put(
        "verb, one open label",
        i -> recorder.trackDriftEvent(product, DriftType.DENIAL_RATE, 0.5, customers[i % 400]));
    kinds.put(
        "verb, two open labels",
        i -> recorder.trackApiCall(endpoints[i % 50], HttpMethod.GET, customers[i % 400]));
    kinds.put("verb, signal", i -> recorder.trackDenialSignal(signal, customers[i % 400]));
    kinds.put(
        "verb, gauge",
        i ->
            recorder.trackDataQualityScore(
                customers[i % 400], QualityMetric.COMPLETENESS, i / 1e6));
    kinds.put("verb, refused", i -> recorder.trackAlertCreated(null, null, customers[i % 400]));
    kinds.put("verb, no customer", i -> recorder.trackPaymentDelaySignal(Severity.LOW, null));
    kinds.put(
        "bound customer", i -> bound.trackDriftEvent(product, DriftType.DENIAL_RATE, i / 20_000.0));
    kinds.put(
        "bound customer, two open labels",
        i -> bound.trackApiCall(endpoints[i % 50], HttpMethod.GET));
  }

  private static void addOwnFamilies(Map<String, Events> kinds) {
    UpstreamRecorder recorder = quiet().build();
    addFamilies("", recorder, 20, kinds);
    UpstreamRecorder many =
        quiet()
            .budget(CustomerId.class, 3_000)
            .budget(Endpoint.class, 3_000)
            .lineBudget(1_000_000)
            .build();
    addFamilies("many values: ", many, 3_000, kinds);
  }

  private static void addFullTables(Map<String, Events> kinds) {
    UpstreamRecorder recorder =
        quiet().budget(CustomerId.class, 1_000).budget(Endpoint.class, 1_000).build();
    for (int i = 0; i < 1_000; i++) {
      recorder.trackApiCall(
          new Endpoint("/first-" + i), HttpMethod.GET, new CustomerId("first-" + i));
    }
    // So few that no two of them push one another out of the cache of refusals, whatever the key of
    // this process is. Of 400, two did once.
    CustomerId[] customers = values(100, i -> new CustomerId("customer-" + i));
    Endpoint[] endpoints = values(100, i -> new Endpoint("/endpoint-" + i));
    kinds.put(
        "over budget: verb, one open label",
        i -> recorder.trackPaymentDelaySignal(Severity.LOW, customers[i % 100]));
    kinds.put(
        "over budget: verb, two open labels",
        i -> recorder.trackApiCall(endpoints[i % 100], HttpMethod.GET, customers[i % 100]));
    CustomerRecorder bound = recorder.forCustomer(customers[1]);
    kinds.put("over budget: bound customer", i -> bound.trackPaymentDelaySignal(Severity.LOW));
    addFamilies("over budget: ", recorder, 20, kinds);
  }

  private static void addFullPage(Map<String, Events> kinds) {
    UpstreamRecorder recorder = quiet().lineBudget(1_500).build();
    for (int i = 0; i < 1_500; i++) {
      recorder.trackPaymentDelaySignal(Severity.LOW, new CustomerId("first-" + i));
    }
    addFamilies("full page: ", recorder, 20, kinds);
  }

  private static void addFamilies(
      String prefix, UpstreamRecorder recorder, int size, Map<String, Events> kinds) {
    IntFunction<CustomerId> customer = i -> new CustomerId("customer-" + i);
    IntFunction<Endpoint> endpoint = i -> new Endpoint("/endpoint-" + i);
    Product product = Product.DELAY_GUARD;
    OneLabel[] one = values(size, i -> new OneLabel(product, customer.apply(i)));
    TwoLabels[] two =
        values(size, i -> new TwoLabels(product, customer.apply(i), endpoint.apply(i)));
    FourLabels[] four =
        values(
            20,
            i ->
                new FourLabels(
                    customer.apply(i),
                    endpoint.apply(i),
                    new ErrorType("Timeout"),
                    new ThrottleClass("burst")));
    StatusLabels[] status =
        values(size, i -> new StatusLabels(new HttpStatus(200 + i % 200), customer.apply(i)));
    Counter<OneLabel> ones = recorder.counter(ONE);
    Counter<TwoLabels> twos = recorder.counter(TWO);
    Counter<FourLabels> fours = recorder.counter(FOUR);
    Counter<StatusLabels> statuses = recorder.counter(STATUS);
    Gauge<TwoLabels> levels = recorder.gauge(LEVELS);
    UpDown<TwoLabels> open = recorder.upDown(OPEN);
    Histogram<TwoLabels> sizes = recorder.histogram(SIZES);
    Histogram<OneLabel> natives = recorder.histogram(NATIVE);
    kinds.put(prefix + "own family", i -> ones.inc(one[i % size]));
    kinds.put(prefix + "own family, fraction", i -> ones.add(one[i % size], 0.5));
    kinds.put(prefix + "own family, two open labels", i -> twos.inc(two[i % size]));
    kinds.put(prefix + "own family, four open labels", i -> fours.inc(four[i % 20]));
    kinds.put(prefix + "own family, status", i -> statuses.inc(status[i % size]));
    kinds.put(prefix + "own gauge", i -> levels.set(two[i % size], i));
    kinds.put(prefix + "own up-and-down number", i -> open.add(two[i % size], i % 3 - 1));
    kinds.put(prefix + "own histogram", i -> sizes.observe(two[i % size], i % 30));
    kinds.put(prefix + "own native histogram", i -> natives.observe(one[i % size], i % 30));
    BoundCounter counter = twos.bind(two[0]);
    BoundGauge gauge = levels.bind(two[0]);
    BoundUpDown upDown = open.bind(two[0]);
    Observer observer = sizes.bind(two[0]);
    Observer nativeObserver = natives.bind(one[0]);
    kinds.put(prefix + "bound counter", i -> counter.inc());
    kinds.put(prefix + "bound gauge", gauge::set);
    kinds.put(prefix + "bound up-and-down number", i -> upDown.add(i % 3 - 1));
    kinds.put(prefix + "bound histogram", i -> observer.observe(i % 30));
    kinds.put(prefix + "bound native histogram", i -> nativeObserver.observe(i % 30));
  }

  private static RecorderBuilder quiet() {
    return UpstreamRecorder.builder().settings(Settings.of(Map.of(), Map.of())).jvm(false);
  }

  @SuppressWarnings("unchecked")
  private static <T> T[] values(int size, IntFunction<T> value) {
    T[] values = (T[]) Array.newInstance(value.apply(0).getClass(), size);
    Arrays.setAll(values, value);
    return values;
  }

  /** Returns the least of the runs: the first ones load classes and make series. */
  private static double bytesPerEvent(Events events, double most) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    double least = Double.MAX_VALUE;
    for (int run = 0; run < MOST_RUNS && least > most; run++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < EVENTS; i++) {
        events.record(i);
      }
      double bytes = threads.getCurrentThreadAllocatedBytes() - before;
      least = Math.min(least, bytes / EVENTS);
    }
    return least;
  }
}
