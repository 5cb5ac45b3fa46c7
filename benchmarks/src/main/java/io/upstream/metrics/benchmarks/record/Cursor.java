package io.upstream.metrics.benchmarks.record;

import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The place of a thread in the values that a benchmark of histograms observes. */
@State(Scope.Thread)
public class Cursor {

  /** The bounds of the classic buckets. */
  static final double[] BOUNDS = {0.005, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64};

  private int at;

  /** Returns the values of a distribution; their number is a power of two. */
  static double[] values(ToDoubleFunction<Random> distribution) {
    Random random = new Random(5);
    double[] values = new double[1 << 12];
    for (int i = 0; i < values.length; i++) {
      values[i] = distribution.applyAsDouble(random);
    }
    return values;
  }

  double next(double[] values) {
    return values[at++ & values.length - 1];
  }
}
