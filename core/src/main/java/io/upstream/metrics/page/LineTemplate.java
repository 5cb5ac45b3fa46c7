package io.upstream.metrics.page;

import io.upstream.metrics.catalog.Label;
import io.upstream.metrics.guard.value.LabelText;
import io.upstream.metrics.series.row.LabelPlan;
import io.upstream.metrics.series.row.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The labels of a family's lines, encoded once: the text of each constant of each closed label, and
 * the text between the values of the open ones, in the alphabetical order of the page.
 *
 * <p>The text before the first closed label is the same for all series of a row. Together with the
 * open values in it, it is the lead, which is built once for the row. Pieces of closed labels
 * follow, and between two pieces the value of an open label. A piece is built from the texts of its
 * labels. If a family has few combinations, each piece is kept after it was built, so that most
 * lines of most pages take one copy.
 */
final class LineTemplate {

  // The largest family of the catalogue has 36 combinations. For more than this limit, keeping the
  // texts costs more than it saves.
  private static final int MOST_KEPT = 1_024;

  private final byte[][] leadPieces;
  private final int[] leadLevels;
  private final int[] restLevels;
  private final Piece[] pieces; // one more than rest levels

  /**
   * Creates a template for lines that begin and end with the same text.
   *
   * @param begin the text before the labels
   * @param end the text after the labels
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
    List<Piece> all = new ArrayList<>();
    Piece piece = new Piece(begin, plan.combinations());
    SortedMap<String, String> common = plan.common();
    String after = ""; // the name of the label before
    for (int i = 0; i < wireOrder.length; i++) {
      Label label = labels.get(wireOrder[i]);
      piece.append(constants(common.subMap(after, label.name()), after.isEmpty()));
      boolean first = i == 0 && common.headMap(label.name()).isEmpty();
      String name = (first ? "" : ",") + label.name() + "=\"";
      after = label.name();
      if (plan.levelOf(wireOrder[i]) >= 0) {
        piece.append(name);
        all.add(piece);
        piece = new Piece("\"", plan.combinations());
      } else {
        piece.append(name, plan, wireOrder[i]);
      }
    }
    piece.append(constants(common.tailMap(after), after.isEmpty()) + end);
    all.add(piece);
    this.leadLevels = IntStream.range(0, leading).map(i -> levels[i]).toArray();
    this.restLevels = IntStream.range(leading, levels.length).map(i -> levels[i]).toArray();
    this.leadPieces = new byte[leading][];
    for (int i = 0; i < leading; i++) {
      leadPieces[i] = all.get(i).text(0);
    }
    this.pieces = all.subList(leading, all.size()).toArray(Piece[]::new);
  }

  /** Returns the text of the labels that all series have with the same values. */
  private static String constants(SortedMap<String, String> labels, boolean first) {
    StringJoiner text = new StringJoiner(",", labels.isEmpty() || first ? "" : ",", "");
    labels.forEach(
        (name, value) ->
            text.add(
                name + "=\"" + new String(LabelText.encode(value), StandardCharsets.UTF_8) + "\""));
    return text.toString();
  }

  /**
   * The text between the values of two open labels: closed labels, and the characters around them.
   */
  static final class Piece {

    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    // By combination; each text is made when it is first needed.
    final byte[] @Nullable [] kept;
    private byte[] end = {};

    Piece(String begin, int combinations) {
      literal.append(begin);
      kept = new byte[combinations <= MOST_KEPT ? combinations : 0][];
    }

    void append(String text) {
      literal.append(text);
      end = literal.toString().getBytes(StandardCharsets.UTF_8);
    }

    void append(String name, LabelPlan<?> plan, int position) {
      literal.append(name);
      parts.add(new Part(literal.toString(), plan, position));
      literal.setLength(0);
      append("\"");
    }

    /** Returns the text of a combination. */
    byte[] text(int closed) {
      byte[] known = kept.length == 0 ? null : kept[closed];
      if (known != null) {
        return known;
      }
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      for (Part part : parts) {
        text.writeBytes(part.text(closed));
      }
      text.writeBytes(end);
      byte[] made = text.toByteArray();
      if (kept.length > 0) {
        kept[closed] = made; // another thread may do the same, with an equal text
      }
      return made;
    }

    void put(TextBuilder out, int closed) {
      if (kept.length > 0) {
        out.append(text(closed));
        return;
      }
      for (Part part : parts) {
        out.append(part.text(closed));
      }
      out.append(end);
    }
  }

  /** One closed label: the text up to and with each constant. */
  private static final class Part {

    private final byte[][] texts;
    private final int stride;

    Part(String before, LabelPlan<?> plan, int position) {
      List<String> values = plan.closedValues(position);
      byte[] begin = before.getBytes(StandardCharsets.UTF_8);
      this.stride = plan.stride(position);
      this.texts = new byte[values.size()][];
      for (int i = 0; i < texts.length; i++) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(begin);
        text.writeBytes(LabelText.encode(values.get(i)));
        texts[i] = text.toByteArray();
      }
    }

    byte[] text(int closed) {
      return texts[closed / stride % texts.length];
    }
  }

  /**
   * Goes from row to row of a family, and from combination to combination in each; one page uses it
   * for one family after another.
   */
  static final class Lines {

    private static final byte[][] NO_VALUES = {};

    private final TextBuilder lead = new TextBuilder();
    private LineTemplate template;
    private byte[][] values = NO_VALUES;
    private @Nullable Row row;

    Lines(LineTemplate template) {
      this.template = template;
      begin(template);
    }

    /** Begins a family. */
    Lines begin(LineTemplate of) {
      template = of;
      row = null;
      if (values.length != of.restLevels.length) {
        values = of.restLevels.length == 0 ? NO_VALUES : new byte[of.restLevels.length][];
      }
      return this;
    }

    /** Goes to a row. */
    void at(Row row) {
      if (row == this.row) {
        return;
      }
      this.row = row;
      lead.clear();
      for (int i = 0; i < template.leadPieces.length; i++) {
        lead.append(template.leadPieces[i]);
        lead.append(row.entry(template.leadLevels[i]).text());
      }
      for (int i = 0; i < values.length; i++) {
        values[i] = row.entry(template.restLevels[i]).text();
      }
    }

    /**
     * Writes the lines of combinations that have a whole value of 0 or more.
     *
     * @return the place of the first value that is less than 0; the end if there is none
     */
    int put(PageBuffer out, int[] closed, long[] numbers, int from, int to) throws IOException {
      Piece first = template.pieces[0];
      int i = from;
      if (values.length == 0 && first.kept.length > 0) {
        return out.lines(lead, first, closed, numbers, from, to);
      }
      for (; i < to && numbers[i] >= 0; i++) {
        put(out, closed[i]);
        out.putValue(numbers[i]);
        out.endLine();
      }
      return i;
    }

    /** Writes the labels of a combination. */
    void put(TextBuilder out, int closed) {
      out.append(lead);
      template.pieces[0].put(out, closed);
      for (int i = 0; i < values.length; i++) {
        out.append(values[i]);
        template.pieces[i + 1].put(out, closed);
      }
    }
  }
}
