package io.upstream.metrics.test;

import static io.upstream.metrics.test.MetricsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.upstream.metrics.UpstreamMetrics;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.ApiFamilies;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.label.CacheKeyPrefix;
import io.upstream.metrics.label.CustomerId;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

class UpstreamMetricsTestTest {

  private static final CacheKeyPrefix CLAIMS = new CacheKeyPrefix("claims");
  private static final ApiFamilies.KeyLabels KEY = new ApiFamilies.KeyLabels(CLAIMS);

  private static EngineExecutionResults run(boolean parallel, Class<?>... classes) {
    EngineTestKit.Builder tests =
        EngineTestKit.engine("junit-jupiter")
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "" + parallel)
            .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
            .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
            .configurationParameter(
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "4");
    for (Class<?> each : classes) {
      tests.selectors(selectClass(each));
    }
    return tests.execute();
  }

  @UpstreamMetricsTest
  static class StaticVerbs {

    @BeforeEach
    void begin(UpstreamRecorder recorder) {
      assertThat(UpstreamMetrics.recorder()).isSameAs(recorder);
    }

    @RepeatedTest(3)
    void each_test_sees_its_own_events(UpstreamRecorder recorder) {
      UpstreamMetrics.trackCacheHit(CLAIMS);
      assertThat(recorder).counter(ApiFamilies.CACHE_HITS, KEY).increasedBy(1);
      assertThat(recorder).nothingElseRecorded();
    }

    @Nested
    class Inner {

      @Test
      void nested_tests_see_their_own_events(UpstreamRecorder recorder) {
        UpstreamMetrics.trackCacheMiss(CLAIMS);
        assertThat(recorder).counter(ApiFamilies.CACHE_MISSES, KEY).increasedBy(1);
        assertThat(recorder).nothingElseRecorded();
      }
    }
  }

  @Test
  void static_verbs_record_for_one_test_only() {
    UpstreamRecorder before = UpstreamMetrics.recorder();
    run(false, StaticVerbs.class)
        .testEvents()
        .assertStatistics(events -> events.succeeded(4).failed(0));
    assertThat(UpstreamMetrics.recorder()).isSameAs(before);
    assertThat(before).nothingElseRecorded();
  }

  @UpstreamMetricsTest
  static class Swallows {

    private static void swallow() {
      try {
        UpstreamMetrics.trackApiCall(null, null, new CustomerId("jane.doe@example.org"));
      } catch (RuntimeException refused) {
        // as an application's own code may do
      }
    }

    @Test
    void swallowed() {
      swallow();
    }

    @Test
    void meant(UpstreamRecorder recorder) {
      swallow();
      assertThat(recorder).refused(1);
    }

    @Test
    @UpstreamMetricsTest(mode = Mode.ENFORCE)
    void enforced() {
      swallow();
    }
  }

  @Test
  void a_refusal_that_is_swallowed_fails_the_test() {
    EngineExecutionResults results = run(false, Swallows.class);
    results.testEvents().assertStatistics(events -> events.succeeded(2).failed(1));
    results
        .testEvents()
        .failed()
        .assertThatEvents()
        .haveExactly(
            1,
            finishedWithFailure(
                message(
                    text ->
                        text.contains("upstream_api_endpoint_calls_total")
                            && text.contains("refused(..)"))));
  }

  @ExtendWith(UpstreamMetricsExtension.class)
  static class Parallel {

    private static final CyclicBarrier BOTH = new CyclicBarrier(2);

    @Test
    void one(UpstreamRecorder recorder) throws Exception {
      record(recorder);
    }

    @Test
    void other(UpstreamRecorder recorder) throws Exception {
      record(recorder);
    }

    private static void record(UpstreamRecorder recorder) throws Exception {
      recorder.trackCacheHit(CLAIMS);
      BOTH.await(30, TimeUnit.SECONDS);
      assertThat(recorder).counter(ApiFamilies.CACHE_HITS, KEY).increasedBy(1);
    }
  }

  @Test
  void tests_with_an_injected_recorder_run_in_parallel() {
    run(true, Parallel.class).testEvents().assertStatistics(events -> events.succeeded(2));
  }

  static final AtomicInteger RUNNING = new AtomicInteger();
  static final AtomicInteger MOST = new AtomicInteger();

  private static void alone() {
    MOST.accumulateAndGet(RUNNING.incrementAndGet(), Math::max);
    for (int i = 0; i < 100_000; i++) {
      Thread.onSpinWait();
    }
    RUNNING.decrementAndGet();
  }

  @UpstreamMetricsTest
  static class First {

    @RepeatedTest(20)
    void alone() {
      UpstreamMetricsTestTest.alone();
    }
  }

  @UpstreamMetricsTest
  static class Second {

    @RepeatedTest(20)
    void alone() {
      UpstreamMetricsTestTest.alone();
    }
  }

  @Test
  void tests_of_static_verbs_exclude_one_another() {
    run(true, First.class, Second.class)
        .testEvents()
        .assertStatistics(events -> events.succeeded(40));
    assertThat(MOST).hasValue(1);
  }

  @ExtendWith(UpstreamMetricsExtension.class)
  static class InConstructor {

    InConstructor(UpstreamRecorder recorder) {}

    @Test
    void never() {}
  }

  @Test
  void a_constructor_gets_no_recorder() {
    run(false, InConstructor.class).testEvents().assertStatistics(events -> events.failed(1));
  }
}
