package io.upstream.metrics.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.upstream.metrics.guard.sketch.DemandEstimate;
import io.upstream.metrics.guard.sketch.KeyedHash;
import io.upstream.metrics.guard.sketch.RefusedCache;
import io.upstream.metrics.label.JobType;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class GuardAllocationTest {

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
  void a_refused_value_that_returns_allocates_nothing() {
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

  /** A value is screened once, when it is first seen; a flood of new ones must stay cheap. */
  @Test
  void screening_a_value_allocates_a_few_kilobytes() {
    PrivacyScreen screen = Recall.screen(JobType.class);

    long bytes =
        bytesPerCall(
            () -> {
              if (screen.judge("era-835.import_v2:us-east-1/10") != null) {
                throw new AssertionError("not named");
              }
            });

    assertThat(bytes).isLessThan(4_096);
  }
}
