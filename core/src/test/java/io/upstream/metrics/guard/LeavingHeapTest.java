package io.upstream.metrics.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.GuardClock;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.guard.GuardedFamilies.Calls;
import io.upstream.metrics.guard.GuardedFamilies.Customers;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.testing.Programs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Measures that values which have left take no heap and no bytes of the page. */
class LeavingHeapTest {

  private static final int BUDGET = 20;
  private static final int VALUES = 10_000;

  private final GuardClock clock = new GuardClock();

  private UpstreamRecorder recorder() {
    return clock
        .set(UpstreamRecorder.builder())
        .jvm(false)
        .budget(CustomerId.class, BUDGET)
        .build();
  }

  /** Records events of so many customers as there are places, after those before became idle. */
  private void generation(UpstreamRecorder recorder, int first) {
    for (int i = first; i < first + BUDGET; i++) {
      CustomerId customer = new CustomerId(String.format(Locale.ROOT, "customer-%05d", i));
      Calls calls = new Calls(Product.DELAY_GUARD, customer, new Endpoint("/x"));
      recorder.counter(GuardedFamilies.CALLS).inc(calls);
      recorder.histogram(GuardedFamilies.SIZES).observe(calls, 1.5);
      recorder.gauge(GuardedFamilies.SCORE).set(new Customers(customer), 0.5);
      recorder.upDown(GuardedFamilies.OPEN).add(new Customers(customer), 1);
      recorder.upDown(GuardedFamilies.OPEN).add(new Customers(customer), -1);
    }
    clock.pass(Duration.ofMinutes(2));
    GuardedFamilies.page(recorder);
    clock.pass(Duration.ofHours(25));
    GuardedFamilies.page(recorder);
  }

  /** The lines of all families but the library's own, whose numbers tell of the past. */
  private static String lines(UpstreamRecorder recorder) {
    return GuardedFamilies.page(recorder)
        .lines()
        .filter(line -> !line.startsWith("upstream_metrics_") && !line.startsWith("#"))
        .collect(Collectors.joining("\n"));
  }

  @Tag("full")
  @Test
  void ten_thousand_values_that_left_cost_no_bytes() throws Exception {
    System.out.print(Programs.runMain(LeavingHeapTest.class));
  }

  /** Compares the heap and the page of a recorder that many values left with a new one's. */
  public static void main(String[] args) {
    // An entry and its four cells, left behind, would be some 300 bytes a value.
    assertThat(new LeavingHeapTest().bytesLeftBehind())
        .as("bytes more than of a new recorder")
        .isLessThan(100L * VALUES);
  }

  private long bytesLeftBehind() {
    try (UpstreamRecorder warm = recorder()) {
      generation(warm, 0); // loads classes
    }
    long before = Programs.usedHeap();
    long few;
    int fewBytes;
    try (UpstreamRecorder fresh = recorder()) {
      generation(fresh, VALUES - BUDGET);
      few = Programs.usedHeap() - before;
      fewBytes = lines(fresh).getBytes(StandardCharsets.UTF_8).length;
    }
    long start = Programs.usedHeap();
    try (UpstreamRecorder recorder = recorder()) {
      for (int first = 0; first < VALUES; first += BUDGET) {
        generation(recorder, first);
      }
      long many = Programs.usedHeap() - start;
      assertThat(recorder.guard(CustomerId.class).spent()).isEqualTo(BUDGET);
      assertThat(lines(recorder).getBytes(StandardCharsets.UTF_8)).hasSize(fewBytes);
      System.out.printf(
          "%,d values came and went: %,d bytes of heap, %,d with the last %d alone; page %,d%n",
          VALUES, many, few, BUDGET, fewBytes);
      return many - few;
    }
  }
}
