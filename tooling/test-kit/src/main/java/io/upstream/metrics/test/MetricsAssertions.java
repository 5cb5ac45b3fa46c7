package io.upstream.metrics.test;

import io.upstream.metrics.UpstreamRecorder;

/**
 * The entry point of assertions on recorders.
 *
 * <pre>{@code
 * import static io.upstream.metrics.test.MetricsAssertions.assertThat;
 *
 * assertThat(recorder).counter(ORDERS, new OrderLabels(Channel.WEB, customer)).increasedBy(1);
 * assertThat(recorder).nothingElseRecorded();
 * }</pre>
 *
 * <p>The method overloads AssertJ's own {@code assertThat}; a test may import both.
 */
public final class MetricsAssertions {

  private MetricsAssertions() {}

  /** Begins assertions on what the test has recorded. */
  public static RecorderAssert assertThat(UpstreamRecorder recorder) {
    return new RecorderAssert(recorder);
  }
}
