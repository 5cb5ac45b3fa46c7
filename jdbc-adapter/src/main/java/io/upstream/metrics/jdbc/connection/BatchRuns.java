package io.upstream.metrics.jdbc.connection;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a batch of SQL texts, as runs of rows that are counted in the same place. The texts
 * are not kept, and a batch of one kind takes the same memory at any length.
 */
final class BatchRuns {

  private static final int FEW = 8;

  private @Nullable StatementMeter[] meters = new @Nullable StatementMeter[FEW];
  private int[] rows = new int[FEW];
  private int size;

  void add(StatementMeter meter) {
    if (size > 0 && meters[size - 1] == meter) {
      rows[size - 1]++;
      return;
    }
    if (size == meters.length) {
      meters = Arrays.copyOf(meters, size * 2);
      rows = Arrays.copyOf(rows, size * 2);
    }
    meters[size] = meter;
    rows[size++] = 1;
  }

  /** Returns the meter that gets the batch's one duration: the first row's. */
  StatementMeter first(StatementMeter ifEmpty) {
    StatementMeter first = size == 0 ? null : meters[0];
    return first == null ? ifEmpty : first;
  }

  /** Counts every row and forgets them all. */
  void record(@Nullable Throwable failure) {
    for (int i = 0; i < size; i++) {
      StatementMeter meter = meters[i];
      if (meter != null) {
        meter.batched(rows[i], failure);
      }
    }
    clear();
  }

  void clear() {
    if (meters.length > FEW) {
      meters = new @Nullable StatementMeter[FEW];
      rows = new int[FEW];
    } else {
      Arrays.fill(meters, null);
    }
    size = 0;
  }
}
