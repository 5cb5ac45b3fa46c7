package io.upstream.metrics.benchmarks.probe;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.benchmarks.peers.Drift;
import io.upstream.metrics.benchmarks.peers.Library;
import io.upstream.metrics.benchmarks.peers.MeasuredLibrary;
import io.upstream.metrics.benchmarks.peers.Upstream;
import io.upstream.metrics.benchmarks.peers.Wide;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Endpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The heap that one series keeps, in families of several shapes.
 *
 * <p>Our figures include what lets a series leave the page, and not its label values: these are
 * named before, once for all families, and {@link Shape#VALUE} is what one of them keeps.
 */
public final class SeriesMemory {

  /** The shapes. */
  public enum Shape {
    ALL_OF_36("counter, all of 36 combinations of closed labels", 3_000, Drift.EACH),
    FIVE_OF_36("counter, 5 of 36 combinations", 20_000, 5),
    ONE_OF_36("counter, 1 of 36 combinations", 36_000, 1),
    ONE_OF_45_000("counter, 1 of 45,000 combinations", 36_000, 1),
    TEN_OF_45_000("counter, 10 of 45,000 combinations", 10_000, 10),
    HUNDRED_OF_45_000("counter, 100 of 45,000 combinations", 1_000, 100),
    LATE_ENDPOINT("counter, one endpoint of 4,000 for each customer", 36_000, 1),
    ONE_EACH("counter, one series for each customer", 36_000, 1),
    HISTOGRAM("histogram with 8 buckets, all of 36 combinations", 3_000, Drift.EACH),
    VALUE("a label value, once for all families, with its first series", 36_000, 1),
    CLIENT_JAVA("client_java: counter", 3_000, Drift.EACH),
    CLIENT_JAVA_HISTOGRAM("client_java: histogram with 8 buckets", 3_000, Drift.EACH),
    CLIENT_JAVA_HISTOGRAM_DEFAULTS(
        "client_java: the same with a native histogram, its default", 3_000, Drift.EACH),
    MICROMETER("Micrometer: counter", 3_000, Drift.EACH);

    /** The measured shape, in words. */
    public final String title;

    private final int customers;
    private final int each;

    Shape(String title, int customers, int each) {
      this.title = title;
      this.customers = customers;
      this.each = each;
    }

    private MeasuredLibrary peer() {
      return switch (this) {
        case CLIENT_JAVA, CLIENT_JAVA_HISTOGRAM -> MeasuredLibrary.CLIENT_JAVA;
        case CLIENT_JAVA_HISTOGRAM_DEFAULTS -> MeasuredLibrary.CLIENT_JAVA_DEFAULTS;
        case MICROMETER -> MeasuredLibrary.MICROMETER;
        default -> MeasuredLibrary.UPSTREAM;
      };
    }
  }

  /** The labels of a family that has one series for each customer. */
  public record CustomerLabels(CustomerId customerId) {}

  /** The labels of a family that has a series for each endpoint of a customer. */
  public record EndpointLabels(CustomerId customerId, Endpoint endpoint) {}

  private static final CounterFamily<CustomerLabels> NAMING =
      CounterFamily.named("bench_naming_total")
          .help("Names customers.")
          .labels(CustomerLabels.class);
  private static final CounterFamily<CustomerLabels> ONE_EACH =
      CounterFamily.named("bench_each_total").help("Events.").labels(CustomerLabels.class);
  private static final CounterFamily<EndpointLabels> ENDPOINTS =
      CounterFamily.named("bench_endpoints_total").help("Calls.").labels(EndpointLabels.class);
  private static final int ENDPOINT_COUNT = 4_000;

  private final Shape shape;
  private final Library library;
  private final List<String> customers;
  private final Drift[] events;

  private SeriesMemory(Shape shape, int customers) {
    this.shape = shape;
    this.library = shape.peer().make(customers + 1);
    this.customers = Drift.customers("customer-", customers);
    // A busy service makes them one after the other, in the order of the customers.
    this.events = Drift.inOrder(this.customers);
  }

  /** Returns the name of a shape's figure. */
  public static String figure(Shape shape) {
    return "SeriesMemory " + shape;
  }

  /**
   * Prints the bytes of a series.
   *
   * @param arguments the name of a shape, and how many customers at most
   */
  public static void main(String[] arguments) throws IOException {
    Shape shape = Shape.valueOf(arguments[0]);
    int customers = Math.min(shape.customers, Integer.parseInt(arguments[1]));
    SeriesMemory first = new SeriesMemory(shape, 2); // loads the classes
    first.name();
    first.fill();
    SeriesMemory measured = new SeriesMemory(shape, customers);
    if (shape != Shape.VALUE) {
      measured.name();
    }
    long before = Heap.used();
    measured.fill();
    long used = Heap.used() - before;
    int series = customers * shape.each;
    System.out.printf(Locale.ROOT, "%s\t%.1f%n", figure(shape), used / (double) series);
    first.fill(); // both are still in use
    if (measured.lines() < series) {
      throw new IllegalStateException("fewer lines than series: a budget is too small");
    }
  }

  private long lines() throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    library.page(page);
    return page.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .count();
  }

  /** Names all label values in other families. */
  private void name() {
    if (library instanceof Upstream upstream) {
      UpstreamRecorder recorder = upstream.recorder();
      customers.forEach(
          customer -> recorder.counter(NAMING).inc(new CustomerLabels(new CustomerId(customer))));
      if (shape == Shape.LATE_ENDPOINT) {
        for (int i = 0; i < ENDPOINT_COUNT; i++) {
          recorder
              .counter(ENDPOINTS)
              .inc(new EndpointLabels(new CustomerId("first"), new Endpoint("/e" + i)));
        }
      }
    }
  }

  private void fill() {
    for (int i = 0; i < customers.size(); i++) {
      switch (shape) {
        case ONE_OF_45_000, TEN_OF_45_000, HUNDRED_OF_45_000 ->
            Wide.count(recorder(), customers.get(i), shape.each);
        case LATE_ENDPOINT ->
            recorder()
                .counter(ENDPOINTS)
                .inc(
                    new EndpointLabels(
                        new CustomerId(customers.get(i)),
                        new Endpoint("/e" + (ENDPOINT_COUNT - 1 - i % 100))));
        case ONE_EACH, VALUE ->
            recorder().counter(ONE_EACH).inc(new CustomerLabels(new CustomerId(customers.get(i))));
        default -> {
          for (int which = 0; which < shape.each; which++) {
            event(events[i * Drift.EACH + (i + 7 * which) % Drift.EACH]);
          }
        }
      }
    }
  }

  private void event(Drift event) {
    switch (shape) {
      case HISTOGRAM, CLIENT_JAVA_HISTOGRAM, CLIENT_JAVA_HISTOGRAM_DEFAULTS -> {
        library.observe(event, 0.3);
        library.observe(event, 7.25);
        library.observe(event, 45);
      }
      default -> library.count(event, 1);
    }
  }

  private UpstreamRecorder recorder() {
    return ((Upstream) library).recorder();
  }
}
