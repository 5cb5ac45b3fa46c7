package io.upstream.metrics.page;

import io.upstream.metrics.guard.value.LabelText;
import io.upstream.metrics.series.cell.Exemplar;
import org.jspecify.annotations.Nullable;

/** Converts exemplars to the forms of OpenMetrics and client_java's model. */
public final class ExemplarText {

  private static final byte[] BEGIN = FamilyText.bytes(" # {");
  private static final byte[] BETWEEN = FamilyText.bytes("\",");
  private static final byte[] IS = FamilyText.bytes("=\"");
  private static final byte[] END = FamilyText.bytes("\"} ");
  private static final byte[] SPACE = FamilyText.bytes(" ");

  private ExemplarText() {}

  /** Writes an exemplar after the value of a line, if there is one. */
  static void put(PageBuffer out, @Nullable Exemplar exemplar) {
    if (exemplar != null) {
      String[] labels = exemplar.labels();
      for (int i = 0; i < labels.length; i += 2) {
        out.append(i == 0 ? BEGIN : BETWEEN);
        out.append(FamilyText.bytes(labels[i]));
        out.append(IS);
        out.append(LabelText.encode(labels[i + 1]));
      }
      out.append(END);
      out.putValue(exemplar.value());
      out.append(SPACE);
      out.putSeconds(exemplar.millis());
    }
  }
}
