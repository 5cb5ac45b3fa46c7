package io.upstream.metrics.series.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.VarHandle;
import org.junit.jupiter.api.Test;

/** Checks the lock of a histogram series. */
class HistogramCellTest {

  private final HistogramCell cell = new HistogramCell(0, 0, 3);

  @Test
  void a_page_keeps_other_threads_locks() {
    cell.record(0, 0.5);
    long sum = cell.first()[0];
    cell.first()[0] = HistogramCell.LOCKED; // an observation that waits for a processor

    assertThat(cell.read(new long[3])).isNaN(); // the page leaves the series out
    assertThat(cell.first()[0]).isEqualTo(HistogramCell.LOCKED);

    cell.first()[0] = sum;
    assertThat(cell.read(new long[3])).isEqualTo(0.5);
  }

  @Test
  void a_series_leaves_after_begun_observations() throws Exception {
    long[] words = cell.first();
    words[0] = HistogramCell.LOCKED;
    RetiredTotal left = new RetiredTotal();
    Thread leaving = new Thread(() -> cell.retire(left));
    leaving.start();
    leaving.join(200); // it waits
    words[2]++;
    VarHandle.releaseFence();
    words[0] = Double.doubleToRawLongBits(1.5);
    leaving.join();

    assertThat(left.whole()).isEqualTo(1);
    assertThat(left.fraction()).isEqualTo(1.5);
    assertThat(cell.record(1, 1.5)).isFalse();
    assertThat(cell.read(new long[3])).isNaN();
  }

  @Test
  void sums_stay_finite() {
    cell.record(2, Double.MAX_VALUE);
    cell.record(2, Double.MAX_VALUE);
    long[] counts = new long[3];
    assertThat(cell.read(counts)).isEqualTo(Double.MAX_VALUE);
    assertThat(counts).containsExactly(0, 0, 2);
    cell.record(0, -Double.MAX_VALUE);
    cell.record(0, -Double.MAX_VALUE);
    cell.record(0, -Double.MAX_VALUE);
    assertThat(cell.read(counts)).isEqualTo(-Double.MAX_VALUE);
    assertThat(counts).containsExactly(3, 0, 2);
  }
}
