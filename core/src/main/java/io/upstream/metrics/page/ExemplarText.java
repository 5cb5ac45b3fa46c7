package io.upstream.metrics.page;

import io.upstream.metrics.series.cell.Exemplar;
import org.jspecify.annotations.Nullable;

/** Exemplars as OpenMetrics and client_java's model have them. */
public final class ExemplarText {

  static final String TRACE_ID = "trace_id";
  static final String SPAN_ID = "span_id";

  private static final byte[] SPAN = FamilyText.bytes(" # {" + SPAN_ID + "=\"");
  private static final byte[] TRACE = FamilyText.bytes("\"," + TRACE_ID + "=\"");
  private static final byte[] END = FamilyText.bytes("\"} ");

  private ExemplarText() {}

  /** Puts an exemplar behind the value of a line, where there is one. */
  static void put(PageBuffer out, @Nullable Exemplar exemplar) {
    if (exemplar != null) {
      out.append(SPAN);
      out.append(FamilyText.bytes(exemplar.spanId()));
      out.append(TRACE);
      out.append(FamilyText.bytes(exemplar.traceId()));
      out.append(END);
      out.putValue(exemplar.value());
      out.append(FamilyText.bytes(" "));
      out.putSeconds(exemplar.millis());
    }
  }
}
