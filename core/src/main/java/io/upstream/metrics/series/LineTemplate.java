package io.upstream.metrics.series;

import io.upstream.metrics.catalog.Label;
import io.upstream.metrics.guard.KeyedLabel;
import io.upstream.metrics.guard.LabelText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The labels of a family's lines, encoded once for a page: for each combination of the closed
 * labels the pieces between the values of the keyed ones, in the alphabetical order of the wire.
 *
 * <p>A line of a counter with a customer is two pieces, the customer's bytes between them and the
 * number; nothing is encoded for each line, and nothing is kept for each series.
 */
final class LineTemplate {

  private final byte[][][] pieces;
  private final int[] levels;
  private final KeyedLabel[] keyed;
  private final int[] lastPath;
  private final byte[][] lastTexts;

  /**
   * A template for lines that begin and end with the same text.
   *
   * @param begin what stands before the labels
   * @param end what stands after them
   */
  LineTemplate(LabelPlan<?> plan, String begin, String end) {
    List<Label> labels = plan.schema().labels();
    int[] wireOrder =
        IntStream.range(0, labels.size())
            .boxed()
            .sorted(Comparator.comparing(position -> labels.get(position).name()))
            .mapToInt(Integer::intValue)
            .toArray();
    this.keyed = plan.keyed();
    this.levels = IntStream.of(wireOrder).map(plan::levelOf).filter(level -> level >= 0).toArray();
    this.pieces = new byte[plan.combinations()][][];
    for (int closed = 0; closed < pieces.length; closed++) {
      pieces[closed] = pieces(plan, wireOrder, closed, begin, end);
    }
    this.lastPath = new int[keyed.length];
    this.lastTexts = new byte[keyed.length][];
    Arrays.fill(lastPath, -1);
  }

  private byte[][] pieces(
      LabelPlan<?> plan, int[] wireOrder, int closed, String begin, String end) {
    byte[][] cut = new byte[levels.length + 1][];
    StringBuilder piece = new StringBuilder(begin);
    int at = 0;
    for (int i = 0; i < wireOrder.length; i++) {
      Label label = plan.schema().labels().get(wireOrder[i]);
      piece.append(i == 0 ? "" : ",").append(label.name()).append("=\"");
      if (plan.levelOf(wireOrder[i]) >= 0) {
        cut[at++] = bytes(piece);
        piece.setLength(0);
      } else {
        byte[] value = LabelText.encode(plan.closedValue(wireOrder[i], closed));
        piece.append(new String(value, StandardCharsets.UTF_8));
      }
      piece.append('"');
    }
    cut[at] = bytes(piece.append(end));
    return cut;
  }

  private static byte[] bytes(StringBuilder text) {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  void write(PageBuffer out, int[] path, int closed) throws IOException {
    byte[][] line = pieces[closed];
    out.put(line[0]);
    for (int i = 0; i < levels.length; i++) {
      int level = levels[i];
      out.put(text(level, path[level]));
      out.put(line[i + 1]);
    }
  }

  // Lines come customer by customer: the last entry is the next one's, more often than not.
  private byte[] text(int level, int index) {
    if (lastPath[level] != index) {
      lastPath[level] = index;
      lastTexts[level] = keyed[level].entry(index).text();
    }
    return lastTexts[level];
  }
}
