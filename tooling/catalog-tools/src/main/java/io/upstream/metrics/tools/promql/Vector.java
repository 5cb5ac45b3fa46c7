package io.upstream.metrics.tools.promql;

import java.util.function.Function;

/**
 * An expression that still has labels of a family.
 *
 * @param <L> the family's label record
 */
public class Vector<L extends Record> extends Expr {

  Vector(Function<Place, String> text) {
    super(text);
  }

  /** Returns the sum; {@code by} keeps labels. */
  public final Aggregate<L> sum() {
    return new Aggregate<>("sum", this);
  }

  /** Returns the least. */
  public final Aggregate<L> min() {
    return new Aggregate<>("min", this);
  }

  /** Returns the most. */
  public final Aggregate<L> max() {
    return new Aggregate<>("max", this);
  }

  /** Returns the mean. */
  public final Aggregate<L> avg() {
    return new Aggregate<>("avg", this);
  }

  /** Returns the number of series: {@code count(..)}. */
  public final Aggregate<L> count() {
    return new Aggregate<>("count", this);
  }
}
