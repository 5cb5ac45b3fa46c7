package io.upstream.metrics.page;

import io.upstream.metrics.catalog.Label;
import io.upstream.metrics.guard.KeyedLabel;
import io.upstream.metrics.guard.LabelText;
import io.upstream.metrics.series.LabelPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The labels of a family's lines, encoded once: the pieces between the values of the keyed labels,
 * in the alphabetical order of the wire, for each combination of the closed ones.
 *
 * <p>The pieces before the first closed label are the same for all combinations. With the values
 * between them they are the lead, which the lines of one customer share; in the catalogue that is
 * most of a line. What is kept is one array for a family, and nothing for a series.
 */
final class LineTemplate {

  private final byte[][] leadPieces;
  private final int[] leadLevels;
  private final int[] restLevels;
  private final KeyedLabel[] keyed;

  // The pieces after the lead, combination by combination, and where each of them ends.
  private final byte[] rest;
  private final int[] ends;

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
    int[] levels = IntStream.of(wireOrder).map(plan::levelOf).filter(at -> at >= 0).toArray();
    int leading = 0;
    while (leading < wireOrder.length && plan.levelOf(wireOrder[leading]) >= 0) {
      leading++;
    }
    this.keyed = plan.keyed();
    this.leadLevels = IntStream.range(0, leading).map(i -> levels[i]).toArray();
    this.restLevels = IntStream.range(leading, levels.length).map(i -> levels[i]).toArray();
    this.leadPieces = new byte[leading][];
    this.ends = new int[plan.combinations() * (restLevels.length + 1)];
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    int at = 0;
    for (int closed = 0; closed < plan.combinations(); closed++) {
      byte[][] pieces = pieces(plan, wireOrder, closed, begin, end);
      for (int i = 0; i < pieces.length; i++) {
        if (i < leading) {
          leadPieces[i] = pieces[i];
        } else {
          text.writeBytes(pieces[i]);
          ends[at++] = text.size();
        }
      }
    }
    this.rest = text.toByteArray();
  }

  private static byte[][] pieces(
      LabelPlan<?> plan, int[] wireOrder, int closed, String begin, String end) {
    byte[][] cut = new byte[plan.keyed().length + 1][];
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

  /** The lines of one page. */
  Lines lines() {
    return new Lines(this);
  }

  /** Goes from leaf to leaf of a family's tree, and from combination to combination in each. */
  static final class Lines {

    private final LineTemplate template;
    private final Text lead = new Text();
    private final byte[][] values;

    private Lines(LineTemplate template) {
      this.template = template;
      this.values = new byte[template.restLevels.length][];
    }

    /** Goes to a leaf. */
    void at(int[] path) {
      lead.clear();
      for (int i = 0; i < template.leadPieces.length; i++) {
        lead.append(template.leadPieces[i]);
        lead.append(value(template.leadLevels[i], path));
      }
      for (int i = 0; i < values.length; i++) {
        values[i] = value(template.restLevels[i], path);
      }
    }

    private byte[] value(int level, int[] path) {
      return template.keyed[level].entry(path[level]).text();
    }

    /** Writes the whole line of a combination that has a whole value of 0 or more. */
    void put(PageBuffer out, int closed, long value) throws IOException {
      if (values.length == 0) {
        int from = closed == 0 ? 0 : template.ends[closed - 1];
        out.line(lead, template.rest, from, template.ends[closed] - from, value);
      } else {
        put(out, closed);
        out.putValue(value);
        out.endLine();
      }
    }

    /** Writes the labels of a combination. */
    void put(Text out, int closed) {
      int at = closed * (values.length + 1);
      int from = at == 0 ? 0 : template.ends[at - 1];
      int to = template.ends[at];
      out.append(lead);
      out.append(template.rest, from, to - from);
      for (int i = 0; i < values.length; i++) {
        from = to;
        to = template.ends[at + i + 1];
        out.append(values[i]);
        out.append(template.rest, from, to - from);
      }
    }
  }
}
