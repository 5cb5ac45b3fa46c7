package io.upstream.metrics.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.guard.GuardedFamilies.Calls;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.testing.Programs;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Measures that the budgets bound the heap, whatever callers pass. */
class HeapTest {

  @Tag("full")
  @ParameterizedTest
  @EnumSource(Mode.class)
  void a_million_values_do_not_grow_the_heap(Mode mode) throws Exception {
    Programs.runMain(
        HeapTest.class,
        mode.name(),
        "1000000"); // one object for each would be 16 times what is allowed
  }

  @Tag("long")
  @ParameterizedTest
  @EnumSource(Mode.class)
  void ten_million_values_do_not_grow_the_heap(Mode mode) throws Exception {
    Programs.runMain(HeapTest.class, mode.name(), "10000000");
  }

  /** Compares the heap before and after so many values (arguments: mode, values). */
  public static void main(String[] args) {
    compare(Mode.valueOf(args[0]), Integer.parseInt(args[1]));
  }

  private static void compare(Mode mode, int values) {
    try (UpstreamRecorder recorder =
        UpstreamRecorder.builder()
            .jvm(false)
            .mode(mode)
            .budget(CustomerId.class, 100)
            .budget(Endpoint.class, 100)
            .build()) {
      record(recorder, mode == Mode.STRICT, 0, 10_000);
      long before = Programs.usedHeap();
      inTwoThreads(recorder, mode == Mode.STRICT, 10_000, values);
      long grown = Programs.usedHeap() - before;
      assertThat(grown).as("bytes that %s kept of %d values", mode, values).isLessThan(1 << 20);
      // And the recorder is still there, with every event.
      assertThat(GuardedFamilies.page(recorder)).contains("proof_calls_total{");
    }
  }

  private static void inTwoThreads(UpstreamRecorder recorder, boolean strict, int from, int to) {
    int half = (from + to) / 2;
    CompletableFuture<Void> first =
        CompletableFuture.runAsync(() -> record(recorder, strict, from, half));
    record(recorder, strict, half, to);
    first.join();
  }

  private static void record(UpstreamRecorder recorder, boolean strict, int from, int to) {
    for (int i = from; i < to; i++) {
      CustomerId customer = new CustomerId("customer-" + i);
      Endpoint endpoint = new Endpoint("/endpoint-" + i / 10); // the proof is of one label
      if (strict && i % 20 != 0) {
        // Where values could be kept, without the stack trace that each recording would end in.
        recorder.guard(Endpoint.class).resolver().resolve(endpoint);
        recorder.guard(CustomerId.class).resolver().resolve(customer);
        continue;
      }
      try {
        recorder
            .counter(GuardedFamilies.CALLS)
            .inc(new Calls(Product.DELAY_GUARD, customer, endpoint));
      } catch (IllegalArgumentException e) {
        assertThat(recorder.settings()).isNotNull(); // STRICT says so each time, and goes on
      }
    }
  }
}
