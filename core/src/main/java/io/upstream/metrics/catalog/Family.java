package io.upstream.metrics.catalog;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A metric family: its name, what it measures and its labels, declared once as a constant.
 *
 * <pre>{@code
 * record CheckoutLabels(Product product, CustomerId customerId) {}
 *
 * static final CounterFamily<CheckoutLabels> CHECKOUTS =
 *     CounterFamily.named("checkout_orders_total").help("Orders placed.").labels(CheckoutLabels.class);
 * }</pre>
 *
 * <p>The label set is a record: its components' names in snake case are the label names and their
 * types the label types, so that a missing, swapped or misspelt label does not compile. A family is
 * plain data; a recorder keeps its numbers.
 *
 * <p>Two families are equal when everything declared is; the same declaration in two places is one
 * family.
 *
 * @param <L> the label record
 */
public abstract sealed class Family<L extends Record>
    permits CounterFamily, GaugeFamily, UpDownFamily, HistogramFamily {

  private final String name;
  private final String baseName;
  private final FamilyType type;
  private final String help;
  private final LabelSchema<L> schema;
  private final Set<String> claimedNames; // made once for all recorders
  private final @Nullable String inheritedBecause;

  Family(FamilyBuilder<?> declared, FamilyType type, Class<L> labels) {
    this.name = declared.name;
    this.type = type;
    this.baseName = type.baseName(name);
    this.help = declared.requireHelp();
    this.inheritedBecause = declared.inheritedBecause;
    MetricNames.check(this);
    this.schema = LabelSchema.of(name, labels);
    this.claimedNames = Collections.unmodifiableSet(claim(name, baseName, type));
  }

  /** Returns the name exactly as the page has it. */
  public final String name() {
    return name;
  }

  /** Returns the help text: one sentence about what the family measures. */
  public final String help() {
    return help;
  }

  /** Returns the labels. */
  public final LabelSchema<L> schema() {
    return schema;
  }

  /** Returns why the name is kept although it breaks a rule; null for a name that breaks none. */
  public final @Nullable String inheritedBecause() {
    return inheritedBecause;
  }

  /** Returns the type that the page shows. */
  public final FamilyType type() {
    return type;
  }

  /**
   * Returns the name without the suffix that OpenMetrics adds itself: a counter's {@code _total},
   * an info's {@code _info}.
   */
  public final String baseName() {
    return baseName;
  }

  /**
   * Returns every name that the family's samples may have in any format; two families may share
   * none.
   */
  public final Set<String> claimedNames() {
    return claimedNames;
  }

  private static Set<String> claim(String name, String baseName, FamilyType type) {
    Set<String> names = new LinkedHashSet<>();
    names.add(name);
    names.add(baseName);
    if (type == FamilyType.HISTOGRAM) {
      names.add(name + "_bucket");
      names.add(name + "_sum");
      names.add(name + "_count");
    }
    boolean resettable = type == FamilyType.COUNTER && !baseName.equals(name);
    if (resettable || type == FamilyType.HISTOGRAM) {
      names.add(baseName + "_created");
    }
    return names;
  }

  /** Returns what a kind of family declares beyond this and compares for equality. */
  Object details() {
    return "";
  }

  /**
   * Returns whether another family equals this one except for the class loader of its label types,
   * for example after the same application was deployed again.
   */
  public final boolean isRedeclared(Family<?> other) {
    return getClass() == other.getClass()
        && name.equals(other.name)
        && help.equals(other.help)
        && details().equals(other.details())
        && schema.isRedeclared(other.schema);
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Family<?> family
            && getClass() == family.getClass()
            && name.equals(family.name)
            && help.equals(family.help)
            && schema.labels().equals(family.schema.labels())
            && schema.type() == family.schema.type()
            && details().equals(family.details()));
  }

  @Override
  public final int hashCode() {
    return name.hashCode();
  }

  @Override
  public final String toString() {
    return name + schema.labels().stream().map(Label::name).toList();
  }
}
