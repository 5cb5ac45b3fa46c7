package io.upstream.metrics.snapshots;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.page.PageFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The samples that stand on a recorder's page now. */
final class PageSamples {

  private static final String TYPE = "# TYPE ";

  private PageSamples() {}

  /**
   * Reads them from the page.
   *
   * @param families by exact name; all if empty
   * @param most the highest number of samples to read; later ones on the page are left out
   */
  static List<PageSample> of(UpstreamRecorder recorder, Set<String> families, int most) {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    try {
      recorder.writePage(PageFormat.TEXT, families, page);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the output goes into memory
    }
    List<PageSample> samples = new ArrayList<>();
    String family = "";
    for (String line : page.toString(StandardCharsets.UTF_8).split("\n", -1)) {
      if (line.startsWith(TYPE)) {
        family = line.substring(TYPE.length()).split(" ", 2)[0];
      }
      PageSample sample = PageSample.parse(family, line);
      if (sample != null && sample.labels().length() <= SnapshotSchema.LONGEST_LABELS) {
        if (samples.size() == most) {
          return samples;
        }
        samples.add(sample);
      }
    }
    return samples;
  }
}
