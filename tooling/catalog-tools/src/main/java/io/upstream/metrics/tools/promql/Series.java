package io.upstream.metrics.tools.promql;

import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.Label;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.catalog.UpDownFamily;
import io.upstream.metrics.label.ClosedLabel;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.HttpStatus;
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.label.Product;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Series of a family that matchers select.
 *
 * @param <L> the family's label record
 */
public final class Series<L extends Record> extends Vector<L> {

  private final String name;
  private final Origin origin;
  private final List<String> matchers;
  private final List<Label> labels;

  /** The exporter of a series, which decides the matchers. */
  private enum Origin {
    /** Our families, which other processes may export too. */
    OURS,
    /** A recording rule. */
    RECORDED,
    /** Prometheus itself, which exports the state of its alerts. */
    ALERTS,
    /** Another exporter, under its own job. */
    OTHERS
  }

  private Series(String name, Origin origin, List<Label> labels, List<String> matchers) {
    super(place -> written(name, origin, labels, matchers, place));
    this.name = name;
    this.origin = origin;
    this.labels = labels;
    this.matchers = matchers;
  }

  /** Returns a counter's series. */
  public static <L extends Record> Series<L> of(CounterFamily<L> family) {
    return of(family, "");
  }

  /** Returns a gauge's series. */
  public static <L extends Record> Series<L> of(GaugeFamily<L> family) {
    return of(family, "");
  }

  /** Returns an up-and-down gauge's series. */
  public static <L extends Record> Series<L> of(UpDownFamily<L> family) {
    return of(family, "");
  }

  /** Returns a native histogram's series, which has all buckets, the sum and the count. */
  public static <L extends Record> Series<L> of(HistogramFamily<L> family) {
    return of(family, "");
  }

  /** Returns a histogram's classic buckets. */
  public static <L extends Record> Series<L> buckets(HistogramFamily<L> family) {
    return of(family, "_bucket");
  }

  /** Returns a histogram's bucket up to a bound, which has to be one of the family's. */
  public static <L extends Record> Series<L> upTo(HistogramFamily<L> family, double bound) {
    if (Arrays.stream(family.bounds()).noneMatch(each -> each == bound)) {
      throw new IllegalArgumentException(family.name() + " has no bound " + bound);
    }
    return buckets(family).matching("le=\"" + bound + "\"");
  }

  /** Returns the series of a histogram's sum. */
  public static <L extends Record> Series<L> sumOf(HistogramFamily<L> family) {
    return of(family, "_sum");
  }

  /** Returns the series of a histogram's count. */
  public static <L extends Record> Series<L> countOf(HistogramFamily<L> family) {
    return of(family, "_count");
  }

  /**
   * Returns series that every process has; in a panel they are limited to its jobs and instances.
   */
  public static Series<NoLabels> everyones(String name) {
    return new Series<>(name, Origin.OURS, List.of(), List.of());
  }

  /** Returns series of another exporter. */
  public static Series<NoLabels> foreign(String name) {
    return new Series<>(name, Origin.OTHERS, List.of(), List.of());
  }

  /**
   * Returns series that a recording rule made; in a panel they are limited to its jobs and
   * instances.
   */
  public static Series<NoLabels> recorded(String name) {
    return new Series<>(name, Origin.RECORDED, List.of(), List.of());
  }

  /** Returns the alerts that fire now; in a panel those of its jobs, for any instance. */
  public static Series<NoLabels> firing() {
    return new Series<>(
        "ALERTS", Origin.ALERTS, List.of(), List.of("alertstate=\"firing\"", "severity!=\"none\""));
  }

  private static <L extends Record> Series<L> of(Family<L> family, String suffix) {
    return new Series<>(family.name() + suffix, Origin.OURS, family.schema().labels(), List.of());
  }

  /** Returns the series whose closed label has one of these values. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public final <V extends Enum<V> & ClosedLabel> Series<L> where(
      Component<L, V> label, V... values) {
    String wanted =
        Arrays.stream(values).map(ClosedLabel::wireValue).collect(Collectors.joining("|"));
    return matching(
        "%s%s\"%s\"".formatted(Component.nameOf(label), values.length > 1 ? "=~" : "=", wanted));
  }

  /** Returns the series whose open label has this value. */
  public <V extends OpenLabel> Series<L> where(Component<L, V> label, String value) {
    return matching("%s=\"%s\"".formatted(Component.nameOf(label), value));
  }

  /** Returns the series of this status. */
  public Series<L> whereStatus(Component<L, HttpStatus> label, int status) {
    return matching("%s=\"%s\"".formatted(Component.nameOf(label), status));
  }

  /** Returns the series whose label matches an expression. */
  public Series<L> like(Component<L, ?> label, String expression) {
    return matching("%s=~\"%s\"".formatted(Component.nameOf(label), expression));
  }

  /**
   * Returns the series with a value of another exporter's label; for our labels use {@link #where}.
   */
  public Series<L> is(String label, String value) {
    return matching("%s=\"%s\"".formatted(label, value));
  }

  /** Returns the series whose label does not have this value. */
  public Series<L> without(Component<L, ?> label, String value) {
    return matching("%s!=\"%s\"".formatted(Component.nameOf(label), value));
  }

  /** Returns the series whose label does not match an expression. */
  public Series<L> unlike(Component<L, ?> label, String expression) {
    return matching("%s!~\"%s\"".formatted(Component.nameOf(label), expression));
  }

  /** Returns the series whose label of another exporter matches an expression. */
  public Series<L> matches(String label, String expression) {
    return matching("%s=~\"%s\"".formatted(label, expression));
  }

  /** Returns the series that do not have a value of another exporter's label. */
  public Series<L> isNot(String label, String value) {
    return matching("%s!=\"%s\"".formatted(label, value));
  }

  /** Returns the series whose label of another exporter does not match an expression. */
  public Series<L> matchesNot(String label, String expression) {
    return matching("%s!~\"%s\"".formatted(label, expression));
  }

  private Series<L> matching(String matcher) {
    List<String> all = new ArrayList<>(matchers);
    all.add(matcher);
    return new Series<>(name, origin, labels, all);
  }

  /** Returns the growth per second: {@code rate(..)}. */
  public Vector<L> rate(Window window) {
    return over("rate", window);
  }

  /** Returns the growth in a window: {@code increase(..)}. */
  public Vector<L> increase(Window window) {
    return over("increase", window);
  }

  /** Returns the average in a window: {@code avg_over_time(..)}. */
  public Vector<L> average(Window window) {
    return over("avg_over_time", window);
  }

  /** Returns the least that they were. */
  public Vector<L> lowest(Window window) {
    return over("min_over_time", window);
  }

  /** Returns the most that they were. */
  public Vector<L> highest(Window window) {
    return over("max_over_time", window);
  }

  /** Returns the most that they were in a window that ended some time ago. */
  public Vector<L> highest(Window window, Window ago) {
    return new Vector<>(
        place -> "max_over_time(%s[%s] offset %s)".formatted(in(place), window.text(), ago.text()));
  }

  /** Returns the number of changes in a window: {@code changes(..)}. */
  public Vector<L> changes(Window window) {
    return over("changes", window);
  }

  /** Returns the growth in an earlier window: {@code increase(.. offset ..)}. */
  public Vector<L> increase(Window window, Window ago) {
    return new Vector<>(
        place -> "increase(%s[%s] offset %s)".formatted(in(place), window.text(), ago.text()));
  }

  private Vector<L> over(String function, Window window) {
    return new Vector<>(place -> "%s(%s[%s])".formatted(function, in(place), window.in(place)));
  }

  /** Returns the earlier values: {@code .. offset ..}. */
  public Vector<L> before(Window window) {
    return new Vector<>(place -> in(place) + " offset " + window.text());
  }

  /**
   * Returns the series that did not exist some time ago: a counter's first events, which a rate
   * does not see.
   */
  public Vector<L> newWithin(Window window) {
    return new Vector<>(place -> in(place) + " unless " + before(window).in(place));
  }

  private static String written(
      String name, Origin origin, List<Label> labels, List<String> matchers, Place place) {
    List<String> all =
        Stream.concat(matchers.stream(), added(name, origin, labels, place).stream()).toList();
    return all.isEmpty() ? name : name + "{" + String.join(", ", all) + "}";
  }

  private static List<String> added(String name, Origin origin, List<Label> labels, Place place) {
    if (origin == Origin.OTHERS || place == Place.RULE) {
      return List.of();
    }
    List<String> variables = new ArrayList<>(List.of("job=~\"$job\""));
    // The name of a recording says which labels it kept. An alert may have no label instance.
    if (origin != Origin.ALERTS && (origin != Origin.RECORDED || name.startsWith("job_instance"))) {
      variables.add("instance=~\"$instance\"");
    }
    for (Label label : labels) {
      if (label.type() == CustomerId.class) {
        variables.add(label.name() + "=~\"$customer\"");
      } else if (label.type() == Product.class) {
        variables.add(label.name() + "=~\"$product\"");
      }
    }
    return variables;
  }
}
