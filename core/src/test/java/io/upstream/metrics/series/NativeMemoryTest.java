package io.upstream.metrics.series;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.prometheus.metrics.core.metrics.Histogram;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.testing.Programs;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Measures the heap of a native histogram beside one of client_java's. */
class NativeMemoryTest {

  record Labels(CustomerId customerId) {}

  private static final HistogramFamily<Labels> SIZES =
      HistogramFamily.named("memory_sizes").help("S.").nativeResolution(5).labels(Labels.class);
  private static final int CHILDREN = 6_000;

  private static UpstreamRecorder recorder() {
    return UpstreamRecorder.builder()
        .jvm(false)
        .budget(CustomerId.class, CHILDREN)
        .families(SIZES)
        .build();
  }

  /** The heap that one child more needs, its labels included. */
  private static double bytes(IntFunction<Object> filled) {
    grown(1, filled); // loads classes
    return (grown(CHILDREN, filled) - grown(1, filled)) / (CHILDREN - 1.0);
  }

  private static long grown(int children, IntFunction<Object> filled) {
    long before = Programs.usedHeap();
    Object kept = filled.apply(children);
    try {
      return Programs.usedHeap() - before;
    } finally {
      Reference.reachabilityFence(kept);
    }
  }

  @Tag("full")
  @ParameterizedTest
  @ValueSource(ints = {1, 20, 100})
  void a_child_takes_half_of_client_javas(int buckets) throws Exception {
    System.out.print(Programs.runMain(NativeMemoryTest.class, String.valueOf(buckets)));
  }

  /** Compares the heap of children with so many buckets (argument) with client_java's. */
  public static void main(String[] args) {
    int buckets = Integer.parseInt(args[0]);
    double ours =
        bytes(
            children -> {
              UpstreamRecorder recorder = recorder();
              for (int child = 0; child < children; child++) {
                for (int i = 0; i < buckets; i++) {
                  Labels labels = new Labels(new CustomerId("customer-" + child));
                  recorder.histogram(SIZES).observe(labels, Math.pow(2, (i - 0.5) / 32));
                }
              }
              return recorder;
            });
    double theirs =
        bytes(
            children -> {
              Histogram histogram =
                  Histogram.builder()
                      .name("memory_sizes")
                      .nativeOnly()
                      .nativeInitialSchema(5)
                      .labelNames("customer_id")
                      .build();
              for (int child = 0; child < children; child++) {
                for (int i = 0; i < buckets; i++) {
                  histogram.labelValues("customer-" + child).observe(Math.pow(2, (i - 0.5) / 32));
                }
              }
              return histogram;
            });
    System.out.printf(
        "a native histogram with %d buckets: %.0f B, of client_java %.0f B, ratio %.2f%n",
        buckets, ours, theirs, ours / theirs);
    assertThat(ours).isLessThan(theirs / 2);
  }

  @Test
  void an_observation_in_a_known_bucket_allocates_nothing() {
    double[] values = new SplittableRandom(1).doubles(1_000, 0.001, 100).toArray();
    try (UpstreamRecorder recorder = recorder()) {
      Observer bound = recorder.histogram(SIZES).bind(new Labels(new CustomerId("one")));
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      double least = Double.MAX_VALUE;
      for (int run = 0; run < 4; run++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 200_000; i++) {
          bound.observe(values[i % values.length]);
        }
        least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / 200_000.0);
      }
      assertThat(least).isLessThan(0.1);
    }
  }
}
