package io.upstream.metrics.snapshots;

import io.upstream.metrics.fuzz.Claim;
import io.upstream.metrics.fuzz.PageReader;
import io.upstream.metrics.fuzz.Sample;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a page as a snapshot stores it: names and labels as text, and numbers. */
public final class SnapshotReading {

  private SnapshotReading() {}

  /** The samples of a page in the text format. */
  public static Map<Sample, Double> of(String page) {
    Map<Sample, Double> samples = new LinkedHashMap<>();
    for (String line : page.split("\n", -1)) {
      PageSample stored = PageSample.parse("", line);
      Claim.same(stored == null, line.isEmpty() || line.startsWith("#"), "stored, or not", line);
      if (stored != null) {
        // The labels are kept as they stand on the page, so they are read as there.
        PageReader.Read read = PageReader.read(stored.name() + stored.labels() + " 0\n", false);
        read.samples().keySet().forEach(sample -> samples.put(sample, stored.value()));
      }
    }
    return samples;
  }
}
