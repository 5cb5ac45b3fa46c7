package io.upstream.metrics.page;

import io.upstream.metrics.page.registry.ScrapeErrors;
import io.upstream.metrics.series.FamilySeries;
import io.upstream.metrics.series.SeriesRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The sample lines of one family, as the writer of the page makes them. */
public final class Lines {

  private Lines() {}

  /** The lines without the comments. */
  public static List<String> of(SeriesRegistry book, FamilySeries<?, ?> series) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PageBuffer buffer = new PageBuffer(out);
      SeriesWriter writer =
          new SeriesWriter(
              buffer, PageFormat.TEXT, new ScrapeErrors(book), ZeroFirst.TRUTH, false, null);
      writer.write(series);
      buffer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array has room
    }
    return out.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .toList();
  }
}
