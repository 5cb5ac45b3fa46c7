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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A family of each kind, and what a page shows of one. */
final class Sample {

  record Customers(CustomerId customerId) {}

  static final CounterFamily<Customers> EVENTS =
      CounterFamily.named("raced_events_total").help("E.").labels(Customers.class);
  static final CounterFamily<NoLabels> AMOUNT =
      CounterFamily.named("raced_amount_total").help("A.").noLabels();
  static final HistogramFamily<Customers> SIZES =
      HistogramFamily.named("raced_sizes").buckets(1, 2).help("S.").labels(Customers.class);
  static final GaugeFamily<Customers> LEVEL =
      GaugeFamily.named("raced_level").help("L.").labels(Customers.class);
  static final UpDownFamily<Customers> OPEN =
      UpDownFamily.named("raced_open").help("O.").labels(Customers.class);

  /** Without the comments, as many lines for each series of {@link #SIZES}. */
  static final int LINES_OF_A_HISTOGRAM = 5;

  // Each round is a new recorder, and says what it would say once in a process.
  private static final Logger LOGGER = Logger.getLogger("io.upstream.metrics");

  static {
    LOGGER.setLevel(Level.OFF);
  }

  private Sample() {}

  static SeriesBook book(int customers, long lines) {
    GuardRules rules =
        new GuardRules(Mode.ENFORCE, Map.of(CustomerId.class, customers), Map.of(), List.of());
    return new SeriesBook(new Guards(rules), lines, false);
  }

  static SeriesBook book() {
    return book(100, 1_000);
  }

  static LabelEntry customer(SeriesBook book, String name) {
    return book.guards().guard(CustomerId.class).resolve(new CustomerId(name));
  }

  static Customers labels(String name) {
    return new Customers(new CustomerId(name));
  }

  /** The sample lines of a family, as the writer of the page makes them. */
  static List<String> page(Series<?, ?> series) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PageBuffer buffer = new PageBuffer(out);
      new SeriesWriter(buffer, new ScrapeErrors(series.book)).write(series, PageFormat.TEXT);
      buffer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array has room
    }
    return out.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.substring(line.indexOf('_') + 1))
        .toList();
  }

  /** The number at the end of a line. */
  static double value(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }
}
