package io.upstream.metrics.tools;

import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.Label;
import io.upstream.metrics.label.ClosedLabel;
import io.upstream.metrics.tools.promql.Component;
import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Series;
import io.upstream.metrics.tools.promql.Window;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A service level objective: the share of a family's events that have to be good over 30 days.
 *
 * <pre>{@code
 * Slo.of("checkout-availability", CHECKOUTS).good(CheckoutLabels::outcome, Outcome.PAID).objective(99.9)
 * Slo.of("packing-time", PACKING).within(60).objective(95)
 * }</pre>
 *
 * <p>From it follow the error ratio recorded over 5 minutes, 30 minutes, 1 hour and 6 hours, and
 * two alerts: the error budget burns 14.4 times too fast over 1 hour and still over 5 minutes, or 6
 * times over 6 hours and still over 30 minutes. The long window shows that the error rate matters,
 * the short one that it continues.
 */
public final class Slo {

  private static final List<Window> WINDOWS = List.of(Window.M5, Window.M30, Window.H1, Window.H6);
  private static final double FAST = 14.4;
  private static final double SLOW = 6;

  // This is longer than the longest window and the longest time for which an alert has to last.
  private static final String LATER = "7h";

  private final String name;
  private final Family<?> family;
  private final double objective;
  private final Function<Window, Expr> errorRatio;
  private final Map<String, Double> goodInput;
  private final Map<String, Double> badInput;

  private Slo(
      String name,
      Family<?> family,
      double objective,
      Function<Window, Expr> errorRatio,
      Map<String, Double> goodInput,
      Map<String, Double> badInput) {
    this.name = name;
    this.family = family;
    this.objective = objective;
    this.errorRatio = errorRatio;
    this.goodInput = goodInput;
    this.badInput = badInput;
  }

  /** Begins an objective for events. */
  public static <L extends Record> OfEvents<L> of(String name, CounterFamily<L> family) {
    return new OfEvents<>(checked(name), family);
  }

  /** Begins an objective for times or sizes. */
  public static <L extends Record> OfObservations<L> of(String name, HistogramFamily<L> family) {
    return new OfObservations<>(checked(name), family);
  }

  private static String checked(String name) {
    if (!name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException(
          "the name of an SLO is in lower case with hyphens, such as checkout-availability: "
              + name);
    }
    return name;
  }

  /** An objective whose good events are not known yet. */
  public static final class OfEvents<L extends Record> {

    private final String name;
    private final CounterFamily<L> family;

    private OfEvents(String name, CounterFamily<L> family) {
      this.name = name;
      this.family = family;
    }

    /**
     * Returns an objective in which events with one of these values are good and all others are
     * bad.
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public final <V extends Enum<V> & ClosedLabel> Objective good(
        Component<L, V> label, V... values) {
      String labelName = Component.nameOf(label);
      List<String> good = Arrays.stream(values).map(ClosedLabel::wireValue).toList();
      Label declared =
          family.schema().labels().stream()
              .filter(each -> each.name().equals(labelName))
              .findFirst()
              .orElseThrow();
      String bad =
          declared.closedValues().stream()
              .filter(value -> !good.contains(value))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "every value of " + labelName + " is good: nothing could be bad"));
      if (good.isEmpty()) {
        throw new IllegalArgumentException("no value of " + labelName + " is good");
      }
      Series<L> all = Series.of(family);
      Series<L> onlyGood = Series.of(family).where(label, values);
      return objective ->
          new Slo(
              name,
              family,
              objective,
              window ->
                  Expr.number(1)
                      .minus(
                          onlyGood
                              .rate(window)
                              .sum()
                              .byJob()
                              .or(Expr.number(0).times(all.rate(window).sum().byJob()))
                              .over(all.rate(window).sum().byJob())),
              Map.of(series(family.name(), labelName, good.get(0)), 60.0),
              Map.of(series(family.name(), labelName, bad), 60.0));
    }
  }

  /** An objective whose bound is not known yet. */
  public static final class OfObservations<L extends Record> {

    private final String name;
    private final HistogramFamily<L> family;

    private OfObservations(String name, HistogramFamily<L> family) {
      this.name = name;
      this.family = family;
    }

    /** Returns an objective in which observations up to one of the family's bounds are good. */
    public Objective within(double bound) {
      Series<L> good = Series.upTo(family, bound);
      Series<L> all = Series.countOf(family);
      Map<String, Double> fast = new LinkedHashMap<>();
      Map<String, Double> slow = new LinkedHashMap<>();
      fast.put(series(family.name() + "_bucket", "le", Double.toString(bound)), 60.0);
      fast.put(series(family.name() + "_count", "", ""), 60.0);
      slow.put(series(family.name() + "_bucket", "le", Double.toString(bound)), 0.0);
      slow.put(series(family.name() + "_count", "", ""), 60.0);
      return objective ->
          new Slo(
              name,
              family,
              objective,
              window ->
                  Expr.number(1)
                      .minus(good.rate(window).sum().byJob().over(all.rate(window).sum().byJob())),
              fast,
              slow);
    }
  }

  /** The last step: the share that has to be good. */
  @FunctionalInterface
  public interface Objective {

    /** Sets the share of good events in percent, such as 99.9. */
    default Slo objective(double percent) {
      if (!(percent > 0 && percent < 100)) {
        throw new IllegalArgumentException("an objective is between 0 and 100 percent: " + percent);
      }
      return of(percent);
    }

    /** Makes the SLO of a checked objective. */
    Slo of(double percent);
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  /** Returns the family that it is about. */
  public Family<?> family() {
    return family;
  }

  /** Returns the share of good events in percent. */
  public double objective() {
    return objective;
  }

  List<Recording> recordings() {
    return WINDOWS.stream()
        .map(window -> new Recording(recorded(window), errorRatio.apply(window)))
        .toList();
  }

  List<Alert> alerts() {
    return List.of(
        burning("BurnsFast", FAST, Window.H1, Window.M5, "2m", "critical"),
        burning("BurnsSlowly", SLOW, Window.H6, Window.M30, "15m", "warning"));
  }

  private Alert burning(
      String suffix, double speed, Window slow, Window quick, String lasting, String severity) {
    Expr limit = Expr.number(speed).times(errorBudget());
    return Alert.of(alertName() + suffix, lasting, severity)
        .when(
            Series.foreign(recorded(slow))
                .above(limit)
                .and(Series.foreign(recorded(quick)).above(limit)))
        .says(
            "{{ $labels.job }}: the error budget of " + name + " burns",
            "{{ $value | humanizePercentage }} of "
                + family.name()
                + " were bad over "
                + slow.text()
                + ", and over "
                + quick.text()
                + " as well: "
                + Expr.number(speed).text()
                + " times what the objective of "
                + percent()
                + " allows.");
  }

  /** Returns the tests: each alert fires if everything is bad, and does not if all is good. */
  List<AlertCase> cases() {
    List<AlertCase> cases = new ArrayList<>();
    for (Alert alert : alerts()) {
      cases.add(
          with(badInput, AlertCase.of(alert, "everything is bad", LATER))
              .fires("100%", "job", "a"));
      cases.add(with(goodInput, AlertCase.of(alert, "everything is good", LATER)));
    }
    return cases;
  }

  private static AlertCase with(Map<String, Double> input, AlertCase each) {
    AlertCase filled = each;
    for (Map.Entry<String, Double> series : input.entrySet()) {
      filled = filled.with(series.getKey(), "0+%sx480".formatted(series.getValue()));
    }
    return filled;
  }

  String percent() {
    return BigDecimal.valueOf(objective).stripTrailingZeros().toPlainString() + " %";
  }

  private double errorBudget() {
    return BigDecimal.valueOf(100)
        .subtract(BigDecimal.valueOf(objective))
        .movePointLeft(2)
        .doubleValue();
  }

  private String recorded(Window window) {
    return "job:slo_" + name.replace('-', '_') + "_error_ratio:rate" + window.text();
  }

  private String alertName() {
    List<String> words = new ArrayList<>();
    for (String word : name.split("-", -1)) {
      words.add(Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return String.join("", words);
  }

  private static String series(String name, String label, String value) {
    String own = label.isEmpty() ? "" : ", " + label + "=\"" + value + "\"";
    return name + "{job=\"a\"" + own + "}";
  }
}
