package io.upstream.metrics.series.cell;

import io.prometheus.metrics.tracer.common.SpanContext;
import io.upstream.metrics.guard.SafeLogger;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes the current span as an exemplar of what is recorded in it.
 *
 * <p>Only a span that the tracer samples is taken, for others lead to no trace. A counter, and each
 * bucket of a histogram, keeps its last exemplar for a second at least: the first event after that
 * replaces it. So a busy series makes one object a second, and rare buckets have theirs. Two
 * threads that replace one at the same time do so without a lock, and one of them wins.
 *
 * <p>Identifiers of traces and spans are not screened, so they must look like what tracers make: 16
 * or 32 hexadecimal digits, or a UUID. An event with others has no exemplar. What a tracer throws
 * does not reach the caller: it is logged once.
 */
public final class ExemplarSampler {

  private static final System.Logger LOG = SafeLogger.of(ExemplarSampler.class);
  private static final int LEAST_AGE = 10; // tenths of a second
  private static final Pattern IDENTIFIER =
      Pattern.compile("(?i)[0-9a-f]{16}|[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  // Set while code runs in a captured span, and removed after it.
  private static final ThreadLocal<@Nullable Span> CAPTURED = new ThreadLocal<>();

  private final SpanContext spans;
  private final IntSupplier now;
  private final LongSupplier millis;
  private final AtomicBoolean failureSaid = new AtomicBoolean();

  /**
   * A sampler.
   *
   * @param now the time by the clock of {@code bornAt}
   * @param millis the time of day
   */
  public ExemplarSampler(SpanContext spans, IntSupplier now, LongSupplier millis) {
    this.spans = spans;
    this.now = now;
    this.millis = millis;
  }

  /** A sampled span. */
  private record Span(String traceId, String spanId) {}

  /** Returns whether an event of this thread can have an exemplar. */
  boolean isInSpan() {
    try {
      return spans.isCurrentSpanSampled() || CAPTURED.get() != null;
    } catch (RuntimeException | LinkageError e) {
      failed(e);
      return false;
    }
  }

  /**
   * Returns the new exemplar of a series after an event in a span; null if it keeps the one that it
   * has.
   *
   * @param kept the one that it has
   */
  @Nullable Exemplar next(@Nullable Exemplar kept, double value) {
    try {
      int time = now.getAsInt();
      if (kept != null && time - kept.keptAt() < LEAST_AGE) {
        return null;
      }
      Span earlier = CAPTURED.get();
      Span span = earlier != null ? earlier : current();
      if (span == null) {
        return null;
      }
      if (earlier == null) {
        spans.markCurrentSpanAsExemplar();
      }
      return new Exemplar(value, span.traceId(), span.spanId(), millis.getAsLong(), time);
    } catch (RuntimeException | LinkageError e) {
      failed(e);
      return null;
    }
  }

  private @Nullable Span current() {
    String traceId = spans.getCurrentTraceId();
    String spanId = spans.getCurrentSpanId();
    boolean valid =
        traceId != null
            && spanId != null
            && IDENTIFIER.matcher(traceId).matches()
            && IDENTIFIER.matcher(spanId).matches();
    return valid ? new Span(traceId, spanId) : null;
  }

  private void failed(Throwable thrown) {
    if (!failureSaid.getAndSet(true)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "The tracer threw when it was asked for the current span: events have no exemplars while"
              + " it does",
          thrown);
    }
  }

  /**
   * Returns what runs code in the span that this thread is in; null if it is in none that is
   * sampled.
   */
  public @Nullable Consumer<Runnable> capture() {
    try {
      Span span = spans.isCurrentSpanSampled() ? current() : null;
      if (span == null) {
        return null;
      }
      spans.markCurrentSpanAsExemplar();
      return recording -> run(span, recording);
    } catch (RuntimeException | LinkageError e) {
      failed(e);
      return null;
    }
  }

  private void run(Span span, Runnable recording) {
    Span before = CAPTURED.get();
    CAPTURED.set(span);
    try {
      recording.run();
    } finally {
      if (before == null) {
        CAPTURED.remove();
      } else {
        CAPTURED.set(before);
      }
    }
  }
}
