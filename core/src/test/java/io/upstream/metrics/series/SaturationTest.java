package io.upstream.metrics.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.catalog.UpDownFamily;
import io.upstream.metrics.page.PageFormat;
import io.upstream.metrics.page.ScrapedPage;
import io.upstream.metrics.series.cell.CounterCell;
import io.upstream.metrics.series.cell.RetiredTotal;
import io.upstream.metrics.series.cell.UpDownCell;
import java.lang.reflect.Field;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Numbers that are too large for their type stay at the largest, and on the page. */
class SaturationTest {

  private static final CounterFamily<NoLabels> EVENTS =
      CounterFamily.named("large_events_total").help("E.").noLabels();
  private static final HistogramFamily<NoLabels> SIZES =
      HistogramFamily.named("large_sizes").buckets(1).help("S.").noLabels();

  private static final UpDownFamily<NoLabels> OPEN =
      UpDownFamily.named("large_open").help("O.").noLabels();

  /** The base of a counter counts to 2^62; its stripes count the rest. */
  private static CounterCell withFullBase() throws ReflectiveOperationException {
    CounterCell cell = new CounterCell(0, 0);
    Field base = CounterCell.class.getDeclaredField("base");
    base.setAccessible(true);
    base.setLong(cell, (1L << 62) - 1);
    return cell;
  }

  private static void fillStripe(CounterCell cell) throws ReflectiveOperationException {
    Field stripes = CounterCell.class.getDeclaredField("stripes");
    stripes.setAccessible(true);
    Object shared = stripes.get(cell);
    Field each = shared.getClass().getDeclaredField("stripes");
    each.setAccessible(true);
    for (long[] stripe : (long[][]) each.get(shared)) {
      if (stripe != null) {
        stripe[0] = Long.MAX_VALUE - 1;
      }
    }
  }

  @Test
  void a_full_base_counts_on() throws Exception {
    CounterCell cell = withFullBase();
    assertThat(cell.add(5)).isTrue();
    assertThat(cell.add(5)).isTrue();
    assertThat(cell.whole()).isEqualTo((1L << 62) + 9);
    assertThat(cell.value()).isEqualTo(0x1p62 + 9);
  }

  @Test
  void a_whole_number_stays_at_the_largest_long() throws Exception {
    CounterCell cell = withFullBase();
    cell.add(5);
    fillStripe(cell);
    assertThat(cell.add(5)).isTrue();
    assertThat(cell.whole()).isEqualTo(Long.MAX_VALUE);
    assertThat(cell.add(5)).isTrue();
    assertThat(cell.whole()).isEqualTo(Long.MAX_VALUE);
    assertThat(cell.value()).isEqualTo(0x1p63);
    RetiredTotal total = new RetiredTotal();
    cell.retire(total);
    assertThat(total.whole()).isEqualTo(Long.MAX_VALUE);
    CounterCell seven = new CounterCell(0, 0);
    seven.add(7);
    seven.retire(total);
    assertThat(total.whole()).isEqualTo(Long.MAX_VALUE);
  }

  @ParameterizedTest
  @EnumSource(
      value = PageFormat.class,
      names = {"TEXT", "OPENMETRICS"})
  void a_counter_beyond_double_range_stays(PageFormat format) {
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build()) {
      for (int i = 0; i < 3; i++) {
        recorder.counter(EVENTS).add(NoLabels.NONE, Double.MAX_VALUE);
        recorder.histogram(SIZES).observe(NoLabels.NONE, Double.MAX_VALUE);
        recorder.counter(EVENTS).add(NoLabels.NONE, Long.MAX_VALUE);
      }
      assertThat(ScrapedPage.of(recorder, format, Set.of()))
          .contains("large_events_total 1.7976931348623157E308\n")
          .contains("large_sizes_sum 1.7976931348623157E308\n")
          .contains("large_sizes_count 3\n");
      assertThat(recorder.counter(EVENTS).value(NoLabels.NONE)).isEqualTo(Double.MAX_VALUE);
    }
  }

  @Test
  void amounts_beyond_the_largest_long_add_up() {
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build()) {
      for (int i = 0; i < 4; i++) {
        recorder.counter(EVENTS).add(NoLabels.NONE, Long.MAX_VALUE);
      }
      assertThat(ScrapedPage.text(recorder)).contains("large_events_total 3.6893488147419103E19\n");
    }
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void an_impossible_up_down_amount_is_refused() {
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build()) {
      UpDown<NoLabels> open = recorder.upDown(OPEN);
      BoundUpDown handle = open.bind(NoLabels.NONE);
      handle.add(7);
      for (long amount :
          new long[] {Long.MIN_VALUE, Long.MIN_VALUE / 2, Long.MAX_VALUE, 1L << 62}) {
        open.add(NoLabels.NONE, amount);
        handle.add(amount);
        open.add(NoLabels.NONE, 1);
        handle.dec();
      }
      assertThat(open.value(NoLabels.NONE)).isEqualTo(7);
      assertThat(ScrapedPage.text(recorder))
          .contains("large_open 7.0\n")
          .contains(
              "upstream_metrics_rejected_total{family=\"large_open\",reason=\"out_of_range\"} 8.0");
    }
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void an_impossible_up_down_supplier_counts_as_0() {
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build()) {
      BoundUpDown handle = recorder.upDown(OPEN).bind(NoLabels.NONE);
      handle.add(7);
      long[] number = {5};
      Gauge.Watch watch = handle.watch(() -> number[0]);
      assertThat(ScrapedPage.text(recorder)).contains("large_open 12.0\n");
      for (long each : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE}) {
        number[0] = each;
        assertThat(ScrapedPage.text(recorder)).contains("large_open 7.0\n");
      }
      watch.close();
      handle.inc();
      assertThat(ScrapedPage.text(recorder)).contains("large_open 8.0\n");
    }
  }

  @Test
  void an_up_down_number_never_counts_as_left() {
    for (long amount : new long[] {UpDownCell.MOST, -UpDownCell.MOST}) {
      UpDownCell cell = new UpDownCell(0);
      for (int i = 0; i < 5_000; i++) {
        assertThat(cell.add(amount)).isTrue();
      }
      assertThat(cell.isRetired()).isFalse();
      assertThat(Math.abs(cell.value())).isGreaterThan(1L << 60);
      assertThat(cell.add(-amount)).isTrue();
    }
  }
}
