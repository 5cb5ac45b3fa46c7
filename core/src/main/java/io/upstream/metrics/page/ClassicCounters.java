package io.upstream.metrics.page;

import io.upstream.metrics.series.cell.HistogramCell;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The classic buckets, counts and sums of a histogram as families of counters, with the names and
 * labels that they have in text.
 *
 * <p>Of a family with native buckets, Prometheus 2.40 to 2.44 stores only those and has no setting
 * to change that ({@code scrape_classic_histograms} came with 2.45). For these versions the page
 * has the classic buckets beside the histogram's message and not in it, so that dashboards find
 * them.
 */
final class ClassicCounters {

  private static final Pattern NEED_THEM = Pattern.compile("Prometheus/2\\.4[0-4]\\..*");

  private static final byte[] NO_LABEL = {};

  private final ProtobufText buckets;
  private final ProtobufText counts;
  private final ProtobufText sums;
  private final ProtobufText number = new ProtobufText();
  private final byte[][] bounds;
  private final long[] read;
  private double sum;
  // The cell that was read last, unless it has no exemplars to show.
  private @Nullable HistogramCell cell;

  ClassicCounters(String name, String help, double[] bounds, long[] read) {
    this.buckets = begin(name + "_bucket", help);
    this.counts = begin(name + "_count", help);
    this.sums = begin(name + "_sum", help);
    this.read = read;
    this.bounds = new byte[read.length][];
    for (int i = 0; i < read.length; i++) {
      ProtobufText label = new ProtobufText();
      String bound = i < bounds.length ? Double.toString(bounds[i]) : "+Inf";
      ProtobufWriter.putLabel(label, new ProtobufText(), "le", bound);
      this.bounds[i] = Arrays.copyOf(label.bytes, label.used);
    }
  }

  /** Returns whether a scraper would not store the classic buckets of a native histogram. */
  static boolean areNeededBy(@Nullable Scraper scraper) {
    String agent = scraper == null ? null : scraper.userAgent();
    return agent != null && NEED_THEM.matcher(agent).matches();
  }

  private static ProtobufText begin(String name, String help) {
    ProtobufText family = new ProtobufText();
    ProtobufWriter.begin(family, name, help, ProtobufWriter.TYPE_COUNTER);
    return family;
  }

  /** Takes what was read of a cell, whose exemplars are shown unless it is null. */
  void take(double sum, @Nullable HistogramCell cell) {
    this.sum = sum;
    this.cell = cell;
  }

  /** Puts what was taken, with the labels of its series. */
  void put(TextBuilder open, byte[] closed, TextBuilder created) {
    long cumulative = 0;
    for (int i = 0; i < read.length; i++) {
      cumulative += read[i];
      number.clear();
      number.number(ProtobufWriter.VALUE, (double) cumulative);
      if (cell != null) {
        ProtobufWriter.put(ProtobufWriter.COUNTER_EXEMPLAR, number, cell.exemplar(i));
      }
      put(buckets, open, closed, bounds[i], created);
    }
    number.clear();
    number.number(ProtobufWriter.VALUE, (double) cumulative);
    put(counts, open, closed, NO_LABEL, created);
    number.clear();
    number.number(ProtobufWriter.VALUE, sum);
    put(sums, open, closed, NO_LABEL, created);
  }

  private void put(
      ProtobufText family, TextBuilder open, byte[] closed, byte[] bound, TextBuilder created) {
    number.message(ProtobufWriter.COUNTER_CREATED, created);
    int size =
        open.used
            + closed.length
            + bound.length
            + ProtobufText.beginLength(number.used)
            + number.used;
    family.beginMessage(ProtobufWriter.METRIC, size);
    family.append(open);
    family.append(closed);
    family.append(bound);
    family.message(ProtobufWriter.COUNTER, number);
  }

  void writeTo(OutputStream out) throws IOException {
    ProtobufText length = new ProtobufText();
    for (ProtobufText family : new ProtobufText[] {buckets, counts, sums}) {
      length.clear();
      length.varint(family.used);
      out.write(length.bytes, 0, length.used);
      out.write(family.bytes, 0, family.used);
    }
  }
}
