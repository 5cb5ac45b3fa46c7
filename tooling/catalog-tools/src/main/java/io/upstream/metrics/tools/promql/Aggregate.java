package io.upstream.metrics.tools.promql;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * An aggregation of series over all labels except those that are kept.
 *
 * @param <L> the family's label record
 */
public final class Aggregate<L extends Record> extends Vector<L> {

  private final String operator;
  private final Vector<L> inner;
  private final List<String> kept;

  Aggregate(String operator, Vector<L> inner) {
    this(operator, inner, List.of());
  }

  private Aggregate(String operator, Vector<L> inner, List<String> kept) {
    super(
        place ->
            kept.isEmpty()
                ? "%s(%s)".formatted(operator, inner.in(place))
                : "%s by (%s) (%s)".formatted(operator, String.join(", ", kept), inner.in(place)));
    this.operator = operator;
    this.inner = inner;
    this.kept = kept;
  }

  /** Keeps labels of the family. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public final Aggregate<L> by(Component<L, ?>... labels) {
    return keeping(Arrays.stream(labels).map(Component::nameOf).toArray(String[]::new));
  }

  /** Keeps a histogram's bounds. */
  public Aggregate<L> byBound() {
    return keeping("le");
  }

  /** Keeps the job. */
  public Aggregate<L> byJob() {
    return keeping("job");
  }

  /** Keeps the job and the instance. */
  public Aggregate<L> byInstance() {
    return keeping("job", "instance");
  }

  /** Keeps labels that another exporter declares; for our labels use {@link #by}. */
  public Aggregate<L> keeping(String... labels) {
    List<String> all = Stream.concat(kept.stream(), Arrays.stream(labels)).toList();
    return new Aggregate<>(operator, inner, all);
  }
}
