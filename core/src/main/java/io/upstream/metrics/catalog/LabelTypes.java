package io.upstream.metrics.catalog;

import io.upstream.metrics.label.Budget;
import io.upstream.metrics.label.Grammar;
import io.upstream.metrics.label.Owner;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The rules for the values that a label type declares. Public for other packages of the library,
 * not for applications.
 */
public final class LabelTypes {

  private LabelTypes() {}

  static void check(String family, Label label) {
    if (label.kind() == LabelKind.CLOSED) {
      checkConstants(family, label);
    } else if (label.kind() == LabelKind.OPEN) {
      checkAnnotations(family, label);
    }
  }

  // Two constants with the same value would make two lines for one series. For Prometheus, a label
  // with an empty value does not exist.
  private static void checkConstants(String family, Label label) {
    List<String> values = label.closedValues();
    boolean blank = values.stream().anyMatch(value -> value == null || value.isBlank());
    if (values.isEmpty() || blank || new HashSet<>(values).size() < values.size()) {
      throw LabelSchema.refuse(
          family,
          "the constants of "
              + label.type().getName()
              + " are "
              + values
              + ": expected one at least, each with a value of its own");
    }
  }

  private static void checkAnnotations(String family, Label label) {
    Grammar grammar = label.type().getAnnotation(Grammar.class);
    if (grammar != null) {
      try {
        Pattern.compile(grammar.value());
      } catch (PatternSyntaxException e) {
        throw LabelSchema.refuse(
            family,
            "the @Grammar of " + label.type().getName() + " is no expression: " + e.getMessage());
      }
    }
    Budget budget = label.type().getAnnotation(Budget.class);
    if (budget != null && budget.value() < 0) {
      throw LabelSchema.refuse(
          family,
          "the @Budget of "
              + label.type().getName()
              + " is "
              + budget.value()
              + ": expected 0 or more");
    }
  }

  /**
   * Returns whether two types of different class loaders have equal names, values and annotations.
   */
  public static boolean isRedeclared(Class<?> one, Class<?> other) {
    return one != other
        && one.getName().equals(other.getName())
        && one.getClassLoader() != other.getClassLoader()
        && Objects.equals(one.getAnnotation(Budget.class), other.getAnnotation(Budget.class))
        && Objects.equals(one.getAnnotation(Grammar.class), other.getAnnotation(Grammar.class))
        && Objects.equals(one.getAnnotation(Owner.class), other.getAnnotation(Owner.class));
  }

  /** Returns the class loader of a type, for messages. */
  public static String loader(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null ? "the JVM's class loader" : "class loader " + loader;
  }
}
