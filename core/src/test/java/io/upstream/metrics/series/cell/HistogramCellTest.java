package io.upstream.metrics.series.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.prometheus.metrics.tracer.common.SpanContext;
import io.upstream.metrics.guard.GuardRules;
import io.upstream.metrics.guard.Guards;
import io.upstream.metrics.guard.Mode;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checks the lock of a histogram series. */
class HistogramCellTest {

  private final HistogramCell cell = new HistogramCell(0, 0, 3);

  @Test
  void a_page_keeps_other_threads_locks() {
    cell.record(0, 0.1);
    long sum = cell.first()[0];
    long locked = HistogramCell.locked(HistogramCell.LOCKED, sum);
    cell.first()[0] = locked; // an observation whose thread a debugger has stopped

    long[] counts = new long[3];
    assertThat(cell.read(counts)).isCloseTo(0.1, within(1e-12));
    assertThat(counts).containsExactly(1, 0, 0);
    assertThat(cell.first()[0]).isEqualTo(locked);

    cell.first()[0] = sum;
    assertThat(cell.read(counts)).isEqualTo(0.1);
  }

  @Test
  void a_series_leaves_after_begun_observations() throws Exception {
    long[] words = cell.first();
    words[0] = HistogramCell.locked(HistogramCell.LOCKED, 0);
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

  /** The tracer is an application's own code and may take long. */
  @Test
  void a_series_can_leave_while_its_tracer_answers() {
    Guards guards = new Guards(new GuardRules(Mode.ENFORCE, Map.of(), Map.of(), List.of()));
    List<Cell> leaving = new ArrayList<>();
    SpanContext spans =
        new SpanContext() {
          @Override
          public String getCurrentTraceId() {
            return "0af7651916cd43dd8448eb211c80319c";
          }

          @Override
          public String getCurrentSpanId() {
            return "b7ad6b7169203331";
          }

          @Override
          public boolean isCurrentSpanSampled() {
            leaving.forEach(each -> each.retire(new RetiredTotal()));
            return true;
          }

          @Override
          public void markCurrentSpanAsExemplar() {}
        };
    ExemplarSampler sampler = new ExemplarSampler(spans, guards, IllegalStateException::new);
    SampledHistogramCell sampled = new SampledHistogramCell(0, 0, 4, sampler);
    leaving.add(sampled);

    assertThat(sampled.record(0, 0.1)).isTrue();
    assertThat(sampled.record(3, 0.1)).isFalse();
    for (int bucket = 0; bucket < 4; bucket++) {
      assertThat(sampled.exemplar(bucket)).isNull();
    }
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
