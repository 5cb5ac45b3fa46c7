package io.upstream.metrics;

import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.Label;
import io.upstream.metrics.catalog.LabelKind;
import io.upstream.metrics.catalog.UpDownFamily;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was recorded, counted beside the library: for each series of closed labels and each customer
 * a number that only one thread writes.
 *
 * <p>Everything is counted in quarters, so that amounts with a fraction stay whole.
 */
final class Truth {

  /** The statuses that requests are answered with. */
  static final List<Integer> STATUSES = List.of(200, 201, 404, 500, 503);

  private final int customers;
  private final List<Tally> tallies = new ArrayList<>();
  private final List<Ledger> ledgers = new ArrayList<>();
  private int columns;

  Truth(int customers) {
    this.customers = customers;
  }

  /** The columns of a family in which an event counts as one; asked for before the first ledger. */
  Tally events(Family<?> family) {
    return add(family, true);
  }

  /** The columns of a family whose events bring amounts. */
  Tally amounts(Family<?> family) {
    return add(family, false);
  }

  /** The column of one line, by its labels in the order of their names. */
  Tally line(Family<?> family, String labels) {
    return add(new Tally(family, false, columns, List.of(labels), new int[0]));
  }

  private Tally add(Family<?> family, boolean countsByOne) {
    List<Label> keyed =
        family.schema().labels().stream().filter(label -> label.kind() != LabelKind.OPEN).toList();
    List<String> series = new ArrayList<>();
    combine(keyed, new ArrayList<>(), series);
    int[] sizes = keyed.stream().mapToInt(label -> values(label).size()).toArray();
    return add(new Tally(family, countsByOne, columns, series, sizes));
  }

  private Tally add(Tally tally) {
    columns += tally.series.size() * tally.width;
    tallies.add(tally);
    return tally;
  }

  List<Tally> tallies() {
    return tallies;
  }

  /** The numbers of one more thread. */
  Ledger ledger() {
    Ledger ledger = new Ledger(columns, customers);
    ledgers.add(ledger);
    return ledger;
  }

  /** The sample lines that a family would have were all its customers one, with their values. */
  Map<String, Double> lines(Tally tally) {
    return lines(tally, -1);
  }

  /** The same for one customer alone. */
  Map<String, Double> lines(Tally tally, int customer) {
    Map<String, Double> lines = new TreeMap<>();
    String name = tally.family.name();
    for (int i = 0; i < tally.series.size(); i++) {
      String labels = tally.series.get(i);
      int column = tally.base + i * tally.width;
      if (tally.bounds == null) {
        lines.put(name + "{" + labels + "}", quarters(column, customer) / 4.0);
        continue;
      }
      long cumulative = 0;
      for (int bucket = 0; bucket <= tally.bounds.length; bucket++) {
        cumulative += quarters(column + bucket, customer);
        String le = bucket < tally.bounds.length ? String.valueOf(tally.bounds[bucket]) : "+Inf";
        String more = sorted((labels + ",le=\"" + le + "\"").split(","));
        lines.put(name + "_bucket{" + more + "}", cumulative / 4.0);
      }
      lines.put(name + "_count{" + labels + "}", cumulative / 4.0);
      lines.put(name + "_sum{" + labels + "}", quarters(column + tally.width - 1, customer) / 4.0);
    }
    return lines;
  }

  /** How many events a customer had in a family that counts by one. */
  double events(Tally tally, int customer) {
    int numbers = tally.bounds == null ? 1 : tally.width - 1;
    long quarters = 0;
    for (int i = 0; i < tally.series.size(); i++) {
      for (int j = 0; j < numbers; j++) {
        quarters += quarters(tally.base + i * tally.width + j, customer);
      }
    }
    return quarters / 4.0;
  }

  private long quarters(int column, int customer) {
    long sum = 0;
    for (Ledger ledger : ledgers) {
      for (int each = 0; each < customers; each++) {
        if (customer < 0 || customer == each) {
          sum += ledger.quarters[column * customers + each];
        }
      }
    }
    return sum;
  }

  private static void combine(List<Label> left, List<String> labels, List<String> series) {
    if (left.isEmpty()) {
      series.add(sorted(labels.toArray(String[]::new)));
      return;
    }
    for (String value : values(left.get(0))) {
      List<String> more = new ArrayList<>(labels);
      more.add(left.get(0).name() + "=\"" + value + "\"");
      combine(left.subList(1, left.size()), more, series);
    }
  }

  private static List<String> values(Label label) {
    return label.kind() == LabelKind.STATUS
        ? STATUSES.stream().map(String::valueOf).toList()
        : label.closedValues();
  }

  /** Labels in the order of their names. */
  static String sorted(String... labels) {
    return String.join(",", Arrays.stream(labels).filter(l -> !l.isEmpty()).sorted().toList());
  }

  /** Where the numbers of a family stand. */
  static final class Tally {

    final Family<?> family;
    final boolean countsByOne;
    private final int base;
    private final int width;
    private final double[] bounds;
    private final List<String> series;
    private final int[] sizes;

    private Tally(
        Family<?> family, boolean countsByOne, int base, List<String> series, int[] sizes) {
      this.family = family;
      this.countsByOne = countsByOne;
      this.base = base;
      this.series = series;
      this.sizes = sizes;
      this.bounds = family instanceof HistogramFamily<?> histogram ? histogram.bounds() : null;
      this.width = bounds == null ? 1 : bounds.length + 2;
    }

    boolean isHistogram() {
      return bounds != null;
    }

    boolean onlyGrows() {
      return !(family instanceof UpDownFamily<?>);
    }

    boolean hasCustomer() {
      return family.schema().labels().stream().anyMatch(l -> l.name().equals("customer_id"));
    }

    int at() {
      return base;
    }

    int at(int first) {
      return base + width * first;
    }

    int at(int first, int second) {
      return base + width * (first * sizes[1] + second);
    }

    int at(int first, int second, int third) {
      return base + width * ((first * sizes[1] + second) * sizes[2] + third);
    }

    private int bucket(double value) {
      int bucket = 0;
      while (bucket < bounds.length && !(value <= bounds[bucket])) {
        bucket++;
      }
      return bucket;
    }
  }

  /** The numbers of one thread. */
  static final class Ledger {

    private final int customers;
    private final long[] quarters;

    private Ledger(int columns, int customers) {
      this.customers = customers;
      this.quarters = new long[columns * customers];
    }

    void count(int column, int customer) {
      add(column, customer, 1);
    }

    void add(int column, int customer, double amount) {
      quarters[column * customers + customer] += (long) (amount * 4);
    }

    void observe(Tally tally, int column, int customer, double value) {
      count(column + tally.bucket(value), customer);
      add(column + tally.width - 1, customer, value);
    }
  }
}
