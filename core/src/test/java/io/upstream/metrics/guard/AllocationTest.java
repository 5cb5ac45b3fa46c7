package io.upstream.metrics.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.upstream.metrics.guard.detect.Detectors;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class AllocationTest {

  private static final int CALLS = 20_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static long bytesPerCall(Runnable call) {
    for (int i = 0; i < CALLS; i++) {
      call.run();
    }
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < CALLS; i++) {
      call.run();
    }
    return (THREADS.getCurrentThreadAllocatedBytes() - before) / CALLS;
  }

  @Test
  void a_value_that_keeps_being_refused_costs_no_memory() {
    RefusedCache cache = new RefusedCache();
    DemandEstimate demand = new DemandEstimate();
    KeyedHash hash = KeyedHash.ofProcess();
    String value = "a-tenant-over-budget";
    cache.remember(cache.key(hash.of(value)), LabelEntry.OVER_BUDGET.code());

    long bytes =
        bytesPerCall(
            () -> {
              long hashed = hash.of(value);
              demand.add(hashed);
              if (cache.code(cache.key(hashed)) != LabelEntry.OVER_BUDGET.code()) {
                throw new AssertionError("forgotten");
              }
            });

    assertThat(bytes).isZero();
  }

  @Test
  void the_standard_detectors_allocate_nothing_for_an_ordinary_value() {
    BoundedText value = new BoundedText("era-835.import_v2:us-east-1/10", PrivacyScreen.SEEN, 0);

    long bytes =
        bytesPerCall(
            () -> {
              for (int i = 0; i < Detectors.standard().size(); i++) {
                if (Detectors.standard().get(i).matcher().test(value.again(Integer.MAX_VALUE))) {
                  throw new AssertionError(Detectors.standard().get(i).name());
                }
              }
            });

    assertThat(bytes).isZero();
  }
}
