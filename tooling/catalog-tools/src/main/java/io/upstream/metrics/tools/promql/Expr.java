package io.upstream.metrics.tools.promql;

import java.util.Locale;
import java.util.function.Function;

/**
 * A PromQL expression.
 *
 * <p>Its text has only necessary parentheses, so that equivalent expressions have the same text.
 */
public class Expr {

  /** The precedence of PromQL's operators, the lowest first. */
  private enum Precedence {
    OR,
    AND,
    COMPARE,
    ADD,
    MULTIPLY,
    POWER,
    ATOM
  }

  private final Function<Place, String> text;
  private final Precedence precedence;

  Expr(Function<Place, String> text) {
    this(text, Precedence.ATOM);
  }

  private Expr(Function<Place, String> text, Precedence precedence) {
    this.text = text;
    this.precedence = precedence;
  }

  /** Returns the expression as it is written in a place. */
  public final String in(Place place) {
    return text.apply(place);
  }

  /** Returns the expression as a rule has it. */
  public final String text() {
    return in(Place.RULE);
  }

  /** Returns a number. */
  public static Expr number(double value) {
    String digits =
        value == Math.rint(value) && Math.abs(value) < 1e15
            ? Long.toString((long) value)
            : Double.toString(value);
    return new Expr(place -> digits);
  }

  /** Returns the time of the evaluation, in seconds. */
  public static Expr time() {
    return new Expr(place -> "time()");
  }

  /** Returns a quoted text, for an argument of a function. */
  public static Expr text(String value) {
    return new Expr(place -> "\"" + value + "\"");
  }

  /** Returns the highest values of an expression. */
  public static Expr top(int count, Expr expr) {
    return call("topk", number(count), expr);
  }

  /** Returns the lowest values of an expression. */
  public static Expr bottom(int count, Expr expr) {
    return call("bottomk", number(count), expr);
  }

  /** Returns this expression with a label set to a value. */
  public Expr labelled(String label, String value) {
    return call("label_replace", this, text(label), text(value), text(""), text(""));
  }

  /**
   * Returns this expression with a label set from another; {@code $1} is the match of the pattern's
   * group.
   */
  public Expr relabelled(String label, String value, String source, String pattern) {
    return call("label_replace", this, text(label), text(value), text(source), text(pattern));
  }

  /** Returns the lowest value for each combination of these labels. */
  public Expr min(String... labels) {
    return grouped("min", labels);
  }

  /** Returns the highest value for each combination of these labels. */
  public Expr max(String... labels) {
    return grouped("max", labels);
  }

  /** Returns the number of series by these labels: {@code count by (..)}. */
  public Expr count(String... labels) {
    return grouped("count", labels);
  }

  private Expr grouped(String operator, String... labels) {
    return new Expr(
        place -> "%s by (%s) (%s)".formatted(operator, String.join(", ", labels), in(place)));
  }

  /**
   * Returns a function over time, for example {@code max_over_time}, of its values at the steps of
   * a window.
   */
  public Expr overTime(String function, Window window, Window step) {
    return new Expr(
        place -> "%s((%s)[%s:%s])".formatted(function, in(place), window.text(), step.text()));
  }

  /** Returns 1 for values above a threshold and 0 for others. */
  public Expr isAbove(double threshold) {
    return joined(" > bool ", number(threshold), Precedence.COMPARE);
  }

  /** Returns a function of expressions. */
  public static Expr call(String function, Expr... arguments) {
    return new Expr(
        place -> {
          StringBuilder written = new StringBuilder(function).append('(');
          for (int i = 0; i < arguments.length; i++) {
            written.append(i == 0 ? "" : ", ").append(arguments[i].in(place));
          }
          return written.append(')').toString();
        });
  }

  /** Returns the sum of the two. */
  public Expr plus(Expr other) {
    return joined(" + ", other, Precedence.ADD);
  }

  /** Returns this minus another. */
  public Expr minus(Expr other) {
    return joined(" - ", other, Precedence.ADD);
  }

  /** Returns the product of the two. */
  public Expr times(Expr other) {
    return joined(" * ", other, Precedence.MULTIPLY);
  }

  /** Returns the product of this expression and a number. */
  public Expr times(double factor) {
    return times(number(factor));
  }

  /** Returns the ratio of the two. */
  public Expr over(Expr other) {
    return joined(" / ", other, Precedence.MULTIPLY);
  }

  /** Returns this expression divided by a number. */
  public Expr over(double divisor) {
    return over(number(divisor));
  }

  /** Returns this expression raised to a power. */
  public Expr power(double exponent) {
    return joined("^", number(exponent), Precedence.POWER);
  }

  /** Keeps what is above a threshold: {@code > number}. */
  public Expr above(double threshold) {
    return above(number(threshold));
  }

  /** Keeps what is above another expression. */
  public Expr above(Expr threshold) {
    return joined(" > ", threshold, Precedence.COMPARE);
  }

  /** Keeps what is at or above a threshold: {@code >= number}. */
  public Expr atLeast(double threshold) {
    return atLeast(number(threshold));
  }

  /** Keeps what is at or above another expression. */
  public Expr atLeast(Expr threshold) {
    return joined(" >= ", threshold, Precedence.COMPARE);
  }

  /** Keeps what is below another expression. */
  public Expr below(Expr threshold) {
    return joined(" < ", threshold, Precedence.COMPARE);
  }

  /** Keeps what is below a threshold: {@code < number}. */
  public Expr below(double threshold) {
    return joined(" < ", number(threshold), Precedence.COMPARE);
  }

  /** Keeps what equals a number: {@code == number}. */
  public Expr is(double value) {
    return joined(" == ", number(value), Precedence.COMPARE);
  }

  /** Returns this or, where it has no series, another: {@code or}. */
  public Expr or(Expr other) {
    return joined(" or ", other, Precedence.OR);
  }

  /** Returns this expression, or 0 if it is empty. */
  public Expr orZero() {
    return or(call("vector", number(0)));
  }

  /** Returns the series for which the other has one with the same labels. */
  public Expr and(Expr other) {
    return joined(" and ", other, Precedence.AND);
  }

  /** Returns the series for which the other has one with the same values of these labels. */
  public Expr andOn(Expr other, String... labels) {
    return joined(" and on (" + String.join(", ", labels) + ") ", other, Precedence.AND);
  }

  /** Returns the series for which the other has none with the same values of these labels. */
  public Expr unlessOn(Expr other, String... labels) {
    return joined(" unless on (" + String.join(", ", labels) + ") ", other, Precedence.AND);
  }

  /**
   * Returns this or, where no series has the same values of these labels, another: {@code or on
   * (..)}.
   */
  public Expr orOn(Expr other, String... labels) {
    return joined(" or on (" + String.join(", ", labels) + ") ", other, Precedence.OR);
  }

  /** Returns the series if the other has any series. */
  public Expr andAny(Expr other) {
    return joined(" and on () ", other, Precedence.AND);
  }

  /** Returns the series for which the other has none with the same labels. */
  public Expr unless(Expr other) {
    return joined(" unless ", other, Precedence.AND);
  }

  private Expr joined(String operator, Expr other, Precedence result) {
    return new Expr(
        place -> enclosed(place, result, false) + operator + other.enclosed(place, result, true),
        result);
  }

  // Operators of one level are read from the left, so on the right the same level needs enclosing.
  private String enclosed(Place place, Precedence outside, boolean right) {
    boolean needed = right ? precedence.compareTo(outside) <= 0 : precedence.compareTo(outside) < 0;
    return needed ? "(" + in(place) + ")" : in(place);
  }

  @Override
  public final String toString() {
    return "%s %s".formatted(precedence.name().toLowerCase(Locale.ROOT), text());
  }
}
