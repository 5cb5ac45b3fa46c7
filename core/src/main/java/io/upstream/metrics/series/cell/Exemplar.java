package io.upstream.metrics.series.cell;

import org.jspecify.annotations.Nullable;

/**
 * One event of a series: the span that it happened in, the labels that its caller added, or both.
 */
public final class Exemplar {

  /** The name of the label that holds the trace. */
  public static final String TRACE_ID = "trace_id";

  /** The name of the label that holds the span. */
  public static final String SPAN_ID = "span_id";

  private final double value;
  private final @Nullable Span span;
  private final String @Nullable [] labels;
  private final long millis;
  private final int page;

  /**
   * Creates an exemplar.
   *
   * @param span the span; null if there was none
   * @param labels names and values alternately, in the order of names, including those of the span;
   *     null if the caller added none
   * @param page the number of the last page that had begun
   */
  Exemplar(double value, @Nullable Span span, String @Nullable [] labels, long millis, int page) {
    this.value = value;
    this.span = span;
    this.labels = labels;
    this.millis = millis;
    this.page = page;
  }

  /**
   * A sampled span.
   *
   * @param traceId hexadecimal digits, or a UUID
   * @param spanId the same
   */
  record Span(String traceId, String spanId) {

    /** Returns the number of characters of both labels; identifiers are ASCII. */
    int length() {
      return TRACE_ID.length() + traceId.length() + SPAN_ID.length() + spanId.length();
    }
  }

  /** Returns the amount that was counted or the value that was observed. */
  public double value() {
    return value;
  }

  /** Returns the time of day in milliseconds. */
  public long millis() {
    return millis;
  }

  /** Returns the names and values of its labels in turn, in order of names; not to be changed. */
  public String[] labels() {
    if (labels != null || span == null) {
      return labels == null ? new String[0] : labels;
    }
    return new String[] {SPAN_ID, span.spanId(), TRACE_ID, span.traceId()};
  }

  /** Returns whether its caller added labels. */
  boolean isLabelled() {
    return labels != null;
  }

  /** Returns whether it has nothing to show. */
  boolean isEmpty() {
    return span == null && (labels == null || labels.length == 0);
  }

  /** Returns whether it was recorded after the begin of a page, so that the series keeps it. */
  boolean isOf(int page) {
    return this.page == page;
  }

  /** Returns whether it is as old as it was, and labels were tried in vain since a page began. */
  boolean isTriedFor(int page) {
    return this.page == ~page;
  }

  /**
   * Returns what a series keeps whose event has no span and no label to show: what it had, and that
   * it need not be tried again for this page.
   */
  static Exemplar tried(@Nullable Exemplar kept, int page) {
    return kept == null
        ? new Exemplar(0, null, null, 0, ~page)
        : new Exemplar(kept.value, kept.span, kept.labels, kept.millis, ~page);
  }
}
