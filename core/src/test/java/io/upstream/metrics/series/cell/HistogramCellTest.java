package io.upstream.metrics.series.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.VarHandle;
import org.junit.jupiter.api.Test;

/** Checks the lock of a histogram series. */
class HistogramCellTest {

  private final HistogramCell cell =
      new HistogramCell(0, 0, new HistogramLayout(new double[] {1, 2}, null, value -> true));

  @Test
  void a_page_keeps_other_threads_locks() {
    cell.accept(0.5);
    long locked = cell.words[0] | Long.MIN_VALUE;
    cell.words[0] = locked; // an observation that waits for a processor

    assertThat(cell.read(new long[3])).isEqualTo(0.5);
    assertThat(cell.words[0]).isEqualTo(locked);
  }

  @Test
  void a_series_leaves_after_begun_observations() throws Exception {
    cell.words[0] = Long.MIN_VALUE;
    RetiredTotal left = new RetiredTotal();
    Thread leaving = new Thread(() -> cell.retire(left));
    leaving.start();
    leaving.join(200); // it waits
    cell.words[1]++;
    VarHandle.releaseFence();
    cell.words[0] = 0;
    leaving.join();

    assertThat(left.whole()).isEqualTo(1);
  }
}
