package io.upstream.metrics.series.cell;

import io.upstream.metrics.catalog.NativeResolution;
import java.math.BigInteger;

/**
 * Finds the exponential bucket of a number.
 *
 * <p>At schema {@code s} the bucket of index {@code i} has the numbers above {@code 2^((i-1)/2^s)}
 * up to {@code 2^(i/2^s)}; a bound is the double that is nearest to that. Every bound of a schema
 * is also one of the next finer schema, so a shift turns an index of the finest schema into that of
 * any other.
 *
 * <p>The finest schema has 256 bounds in each power of two. The first eight bits of a number's
 * mantissa give the number of bounds below all numbers that begin with these bits, and at most two
 * more bounds are compared with the mantissa itself. So no logarithm and no rounding is needed.
 */
final class NativeScale {

  /** Numbers that are no farther from 0 are in the zero bucket. */
  static final double ZERO_THRESHOLD = 0x1p-128;

  private static final int FINEST = NativeResolution.MAX_SCHEMA;
  private static final int BOUNDS = 1 << FINEST;
  private static final int MANTISSA_BITS = 52;
  private static final long MANTISSA = (1L << MANTISSA_BITS) - 1;
  private static final int EXPONENT_BIAS = 1023;
  private static final int PRECISION = 192; // bits behind the point

  private static final long[] MANTISSAS = new long[BOUNDS]; // of the bounds from 1 up to below 2
  private static final short[] BELOW = new short[BOUNDS]; // by the first bits of a mantissa

  static {
    BigInteger root = BigInteger.TWO.shiftLeft(PRECISION);
    for (int i = 0; i < FINEST; i++) {
      root = root.shiftLeft(PRECISION).sqrt();
    }
    BigInteger half = BigInteger.ONE.shiftLeft(PRECISION - MANTISSA_BITS - 1);
    BigInteger bound = BigInteger.ONE.shiftLeft(PRECISION);
    for (int i = 0; i < BOUNDS; i++) {
      MANTISSAS[i] = bound.add(half).shiftRight(PRECISION - MANTISSA_BITS).longValue() & MANTISSA;
      bound = bound.multiply(root).shiftRight(PRECISION);
    }
    short below = 0;
    for (int i = 0; i < BOUNDS; i++) {
      while (below < BOUNDS && MANTISSAS[below] < (long) i << (MANTISSA_BITS - FINEST)) {
        below++;
      }
      BELOW[i] = below;
    }
  }

  private NativeScale() {}

  /** Returns the index at the finest schema of a number above {@link #ZERO_THRESHOLD}. */
  static int index(double value) {
    long bits = Double.doubleToRawLongBits(value);
    long mantissa = bits & MANTISSA;
    int below = BELOW[(int) (mantissa >>> (MANTISSA_BITS - FINEST))];
    while (below < BOUNDS && MANTISSAS[below] < mantissa) {
      below++;
    }
    return ((int) (bits >>> MANTISSA_BITS) - EXPONENT_BIAS) * BOUNDS + below;
  }

  /** Returns the index of the bucket that contains a bucket, at a schema that is so much lower. */
  static int coarser(int index, int schemas) {
    return -(-index >> schemas); // rounds up
  }
}
