package io.upstream.metrics.catalog;

import io.upstream.metrics.label.ClosedLabel;
import io.upstream.metrics.label.HttpStatus;
import io.upstream.metrics.label.OpenLabel;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names, kinds and types of a family's labels, and the accessors that read them from a label
 * record.
 *
 * @param <L> the label record
 */
public final class LabelSchema<L extends Record> {

  /** More would not fit on a page beside anything else. */
  private static final long MOST_COMBINATIONS = 100_000;

  private static final Pattern COMPONENT = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]*");

  // Prometheus or a client library sets these labels. It would rename, refuse or misread a family's
  // own label of the same name.
  private static final Set<String> TAKEN = Set.of("le", "quantile", "job", "instance");

  private final Class<L> type;
  private final List<Label> labels;
  private final MethodHandle[] accessors;

  private LabelSchema(Class<L> type, List<Label> labels, MethodHandle[] accessors) {
    this.type = type;
    this.labels = labels;
    this.accessors = accessors;
  }

  static <L extends Record> LabelSchema<L> of(String family, Class<L> type) {
    if (!type.isRecord()) {
      throw refuse(
          family, type.getName() + " is no record: declare one whose components are labels");
    }
    List<Label> labels = new ArrayList<>();
    Set<String> names = new HashSet<>();
    RecordComponent[] components = type.getRecordComponents();
    MethodHandle[] accessors = new MethodHandle[components.length];
    for (int i = 0; i < components.length; i++) {
      RecordComponent component = components[i];
      Label label =
          new Label(name(family, component), kind(family, component), component.getType());
      LabelTypes.check(family, label);
      if (!names.add(label.name())) {
        throw refuse(family, "two components of " + type.getName() + " are both " + label.name());
      }
      labels.add(label);
      accessors[i] = accessor(family, component);
    }
    checkCombinations(family, labels);
    return new LabelSchema<>(type, List.copyOf(labels), accessors);
  }

  /** Refuses a family whose closed labels have more combinations than a page can have. */
  private static void checkCombinations(String family, List<Label> labels) {
    long product = 1;
    StringBuilder factors = new StringBuilder();
    for (Label label : labels) {
      if (label.kind() == LabelKind.CLOSED) {
        int values = label.closedValues().size();
        factors.append(factors.isEmpty() ? "" : " x ").append(values);
        factors.append(" (").append(label.name()).append(')');
        product = Math.min(product * values, Long.MAX_VALUE / Integer.MAX_VALUE);
      }
    }
    if (product > MOST_COMBINATIONS) {
      throw refuse(
          family,
          "its closed labels have "
              + factors
              + " combinations, more than "
              + MOST_COMBINATIONS
              + ": take one of them out, or make it an open label, which has a budget");
    }
  }

  /** Returns the record class. */
  public Class<L> type() {
    return type;
  }

  /** Returns the labels in the order of the record's components. */
  public List<Label> labels() {
    return labels;
  }

  /** Returns the value that a label record has for the label at {@code index}. */
  public @Nullable Object value(L record, int index) {
    try {
      return (Object) accessors[index].invokeExact((Record) record);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e); // an accessor of a record declares no checked exception
    }
  }

  boolean isRedeclared(LabelSchema<?> other) {
    boolean same =
        LabelTypes.isRedeclared(type, other.type) && labels.size() == other.labels.size();
    for (int i = 0; same && i < labels.size(); i++) {
      Label mine = labels.get(i);
      Label theirs = other.labels.get(i);
      same =
          mine.name().equals(theirs.name())
              && mine.kind() == theirs.kind()
              && mine.closedValues().equals(theirs.closedValues())
              && (mine.type() == theirs.type()
                  || LabelTypes.isRedeclared(mine.type(), theirs.type()));
    }
    return same;
  }

  /** Returns whether a label may have a name: what Prometheus refuses or uses itself it may not. */
  public static boolean isLabelName(String name) {
    return COMPONENT.matcher(name).matches() && !TAKEN.contains(name);
  }

  private static String name(String family, RecordComponent component) {
    String name = SnakeCase.of(component.getName());
    if (!isLabelName(component.getName()) || TAKEN.contains(name)) {
      throw refuse(
          family,
          "the component "
              + component.getName()
              + " would be the label "
              + name
              + ", which Prometheus refuses or uses itself: rename it");
    }
    return name;
  }

  private static LabelKind kind(String family, RecordComponent component) {
    Class<?> type = component.getType();
    if (type == HttpStatus.class) {
      return LabelKind.STATUS;
    }
    if (type.isEnum() && ClosedLabel.class.isAssignableFrom(type)) {
      return LabelKind.CLOSED;
    }
    if (type.isRecord() && OpenLabel.class.isAssignableFrom(type)) {
      return LabelKind.OPEN;
    }
    throw refuse(
        family,
        "the component "
            + component.getName()
            + " is a "
            + type.getName()
            + ", which is no label type: use an enum that implements ClosedLabel, a record that"
            + " implements OpenLabel, or HttpStatus");
  }

  private static MethodHandle accessor(String family, RecordComponent component) {
    Method accessor = component.getAccessor();
    try {
      accessor.setAccessible(true); // label records need not be public
      return MethodHandles.lookup()
          .unreflect(accessor)
          .asType(MethodType.methodType(Object.class, Record.class));
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IllegalArgumentException(
          family
              + ": "
              + accessor.getDeclaringClass().getName()
              + " cannot be read: make it public, or open its package to this library",
          e);
    }
  }

  static IllegalArgumentException refuse(String family, String why) {
    return new IllegalArgumentException(family + ": " + why);
  }
}
