package io.upstream.metrics.catalog;

/**
 * The resolution of a native histogram: the width of its buckets and their highest number.
 *
 * <p>A bucket's upper bound is {@code 2^(2^-schema)} times its lower one:
 *
 * <table>
 *   <caption>Schemas</caption>
 *   <tr><th>schema</th><th>width of a bucket</th><th>error of a quantile, at most</th></tr>
 *   <tr><td>0</td><td>100 %</td><td>41 %</td></tr>
 *   <tr><td>2</td><td>19 %</td><td>9 %</td></tr>
 *   <tr><td>3</td><td>9.1 %</td><td>4.4 %</td></tr>
 *   <tr><td>5</td><td>2.2 %</td><td>1.1 %</td></tr>
 *   <tr><td>8</td><td>0.27 %</td><td>0.14 %</td></tr>
 * </table>
 *
 * <p>A series that would have more buckets than allowed merges its buckets in pairs, which lowers
 * its schema by one. The series keeps the lower schema for its lifetime and is never reset.
 *
 * @param schema from -4, the coarsest, to 8, the finest
 * @param maxBuckets the highest number of non-empty buckets of a series, from 10 to 1,000; a series
 *     at schema -4, below which there is none, may have up to 144, for values that differ by
 *     hundreds of powers of ten
 */
public record NativeResolution(int schema, int maxBuckets) {

  /** The coarsest schema. */
  public static final int MIN_SCHEMA = -4;

  /** The finest schema. */
  public static final int MAX_SCHEMA = 8;

  /** The most buckets of a series where the declaration gives no number. */
  public static final int STANDARD_BUCKETS = 160;

  /** Schema 3: 8 buckets to each power of two, 160 at most. */
  public static final NativeResolution STANDARD = new NativeResolution(3, STANDARD_BUCKETS);

  private static final int FEWEST = 10;
  private static final int MOST = 1_000;

  /** Refuses what no histogram can have. */
  public NativeResolution {
    if (schema < MIN_SCHEMA || schema > MAX_SCHEMA) {
      throw new IllegalArgumentException(
          "native resolution: expected a schema from -4 to 8, got " + schema);
    }
    if (maxBuckets < FEWEST || maxBuckets > MOST) {
      throw new IllegalArgumentException(
          "native resolution: expected from 10 to 1000 buckets, got " + maxBuckets);
    }
  }
}
