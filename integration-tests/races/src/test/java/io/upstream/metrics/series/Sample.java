package io.upstream.metrics.series;

import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.catalog.UpDownFamily;
import io.upstream.metrics.guard.GuardRules;
import io.upstream.metrics.guard.Guards;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.page.Lines;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A family of each kind, and what a page shows of one. */
public final class Sample {

  public record Customers(CustomerId customerId) {}

  public static final CounterFamily<Customers> EVENTS =
      CounterFamily.named("raced_events_total").help("E.").labels(Customers.class);
  public static final CounterFamily<NoLabels> AMOUNT =
      CounterFamily.named("raced_amount_total").help("A.").noLabels();
  public static final HistogramFamily<Customers> SIZES =
      HistogramFamily.named("raced_sizes").buckets(1, 2).help("S.").labels(Customers.class);
  public static final GaugeFamily<Customers> LEVEL =
      GaugeFamily.named("raced_level").help("L.").labels(Customers.class);
  public static final UpDownFamily<Customers> OPEN =
      UpDownFamily.named("raced_open").help("O.").labels(Customers.class);

  /** Without the comments, as many lines for each series of {@link #SIZES}. */
  public static final int LINES_OF_A_HISTOGRAM = 5;

  // Each round is a new recorder, and says what it would say once in a process.
  private static final Logger LOGGER = Logger.getLogger("io.upstream.metrics");

  static {
    LOGGER.setLevel(Level.OFF);
  }

  private Sample() {}

  /** Switches logging off; loading this class does it. */
  static void silent() {}

  public static SeriesRegistry book(int customers, long lines) {
    GuardRules rules =
        new GuardRules(Mode.ENFORCE, Map.of("customer_id", customers), Map.of(), List.of());
    return new SeriesRegistry(new Guards(rules), lines, false);
  }

  public static SeriesRegistry book() {
    return book(100, 1_000);
  }

  public static LabelEntry customer(SeriesRegistry book, String name) {
    return book.guards().resolver(CustomerId.class).resolve(new CustomerId(name));
  }

  public static Customers labels(String name) {
    return new Customers(new CustomerId(name));
  }

  /** The sample lines of a family, as the writer of the page makes them. */
  public static List<String> page(FamilySeries<?, ?> series) {
    return Lines.of(series.registry, series).stream()
        .map(line -> line.substring(line.indexOf('_') + 1))
        .toList();
  }

  /** The number at the end of a line. */
  public static double value(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }
}
