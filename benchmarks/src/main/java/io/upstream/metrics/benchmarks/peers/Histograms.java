package io.upstream.metrics.benchmarks.peers;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.QualityFamilies;
import io.upstream.metrics.label.CustomerId;

/**
 * Calls that older versions of the core offer to a compiler, but not under the same signatures: the
 * part {@code before} compiles this class with such a version once more.
 */
public final class Histograms {

  private Histograms() {}

  /** Returns a family with these buckets. */
  public static <L extends Record> HistogramFamily<L> family(
      String name, Class<L> labels, double... bounds) {
    return HistogramFamily.named(name).buckets(bounds).help("Seconds.").labels(labels);
  }

  /** Records the time of an ingestion. */
  public static void ingestion(UpstreamRecorder recorder, String customer, double seconds) {
    recorder
        .histogram(QualityFamilies.INGESTION)
        .observe(new QualityFamilies.CustomerLabels(new CustomerId(customer)), seconds);
  }
}
