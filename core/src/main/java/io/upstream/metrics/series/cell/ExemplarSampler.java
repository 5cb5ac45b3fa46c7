package io.upstream.metrics.series.cell;

import io.prometheus.metrics.tracer.common.SpanContext;
import io.upstream.metrics.guard.ExemplarScreen;
import io.upstream.metrics.guard.Guards;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.guard.SafeLogger;
import io.upstream.metrics.label.OpenLabel;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes the current span, and the labels that a caller adds, as an exemplar of a recorded event.
 *
 * <p>The sampler takes only spans that the tracer samples, because others lead to no trace. A
 * counter, and each bucket of a histogram, keeps its exemplar until a page has shown it; the first
 * event after that replaces it. So a busy series makes one object for each page, rare buckets have
 * an exemplar too, and an event compares two numbers and reads no clock. An exemplar with labels of
 * its caller replaces one without. If none of an event's labels can be shown, the sampler does not
 * check labels again before the next page. Two threads that replace an exemplar at the same time do
 * so without a lock, and one of them wins.
 *
 * <p>Identifiers of traces and spans are not screened, so they must look like what tracers make: 16
 * or 32 hexadecimal digits, or a UUID. An event with other identifiers has no span. An exception of
 * a tracer does not reach the caller; the sampler logs it once.
 *
 * <p>{@link ExemplarScreen} decides how labels of a caller are shown. They appear in the order in
 * which they were given, as long as there is room: OpenMetrics allows an exemplar 128 characters of
 * names and values, and Prometheus drops one that has more. A label without room is left out, not
 * cut.
 */
public final class ExemplarSampler {

  private static final System.Logger LOG = SafeLogger.of(ExemplarSampler.class);
  private static final int MOST_CHARACTERS = 128;
  private static final int MOST_SAID = 100;
  private static final Pattern IDENTIFIER =
      Pattern.compile("(?i)[0-9a-f]{16}|[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  // Set while code runs in a captured span, and removed after it.
  private static final ThreadLocal<Exemplar.@Nullable Span> CAPTURED = new ThreadLocal<>();

  // True once a thread has set CAPTURED; before that, no thread has to read it. A thread that sets
  // CAPTURED sees its own write of this field.
  private static boolean hasCaptured;

  private final @Nullable SpanContext spans;
  private final Guards guards;
  private final Function<String, ? extends RuntimeException> refusal;
  private final ExemplarScreen screen;
  private final AtomicBoolean failureSaid = new AtomicBoolean();
  private final Set<String> said = ConcurrentHashMap.newKeySet(1);
  private volatile int page; // from 0 on: see Exemplar.isTriedFor

  /**
   * Creates a sampler.
   *
   * @param spans the source of the current span; null if there is no tracer
   * @param refusal makes the exception of a strict recorder from a message
   */
  public ExemplarSampler(
      @Nullable SpanContext spans,
      Guards guards,
      Function<String, ? extends RuntimeException> refusal) {
    this.spans = spans;
    this.guards = guards;
    this.refusal = refusal;
    this.screen = new ExemplarScreen(guards);
  }

  /** Marks the kept exemplars as shown by a page, so that the next events replace them. */
  public void beginPage() {
    int before = page;
    page = (before + 1) & Integer.MAX_VALUE; // of two at the same time one is enough
  }

  /**
   * Returns the new exemplar of a series after an event; null if the series keeps its current one.
   *
   * @param kept the current exemplar
   * @param labels the labels that the caller adds; null for none
   */
  @Nullable Exemplar next(
      @Nullable Exemplar kept, double value, @Nullable OpenLabel @Nullable [] labels) {
    int now = page;
    if (kept != null && kept.isOf(now) && (labels == null || kept.isLabelled())) {
      return null;
    }
    Exemplar.Span span = span();
    if (span == null && (labels == null || (kept != null && kept.isTriedFor(now)))) {
      return null;
    }
    String[] all = labels == null ? null : all(span, labels);
    return span == null && all == null
        ? Exemplar.tried(kept, now)
        : new Exemplar(value, span, all, guards.now().toEpochMilli(), now);
  }

  private Exemplar.@Nullable Span span() {
    Exemplar.Span earlier = hasCaptured ? CAPTURED.get() : null;
    if (earlier != null || spans == null) {
      return earlier;
    }
    try {
      if (!spans.isCurrentSpanSampled()) {
        return null;
      }
      Exemplar.Span span = current(spans);
      if (span != null) {
        spans.markCurrentSpanAsExemplar();
      }
      return span;
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      failed(e);
      return null;
    }
  }

  private static Exemplar.@Nullable Span current(SpanContext spans) {
    String traceId = spans.getCurrentTraceId();
    String spanId = spans.getCurrentSpanId();
    boolean valid =
        traceId != null
            && spanId != null
            && IDENTIFIER.matcher(traceId).matches()
            && IDENTIFIER.matcher(spanId).matches();
    return valid ? new Exemplar.Span(traceId, spanId) : null;
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

  /** Returns all labels of an exemplar; null if none of the caller's is shown. */
  private String @Nullable [] all(Exemplar.@Nullable Span span, @Nullable OpenLabel[] labels) {
    SortedMap<String, String> all = null;
    int room = MOST_CHARACTERS - (span == null ? 0 : span.length());
    for (OpenLabel label : labels) {
      if (label == null) {
        continue;
      }
      LabelEntry entry = screen.judge(label);
      String expected = ExemplarScreen.expected(entry);
      if (entry.isNamed()) {
        all = all != null ? all : begin(span);
        room -= put(ExemplarScreen.name(label), entry.value(), room, all);
      } else if (expected != null) {
        leftOut(ExemplarScreen.name(label), expected);
      }
    }
    if (all == null || all.size() == (span == null ? 0 : 2)) {
      return null;
    }
    return all.entrySet().stream()
        .flatMap(each -> Stream.of(each.getKey(), each.getValue()))
        .toArray(String[]::new);
  }

  private static SortedMap<String, String> begin(Exemplar.@Nullable Span span) {
    SortedMap<String, String> all = new TreeMap<>();
    if (span != null) {
      all.put(Exemplar.TRACE_ID, span.traceId());
      all.put(Exemplar.SPAN_ID, span.spanId());
    }
    return all;
  }

  /** Puts a label if its name is new and there is room; returns the room that it takes. */
  private int put(String name, String value, int room, SortedMap<String, String> all) {
    int length = name.length() + value.codePointCount(0, value.length());
    if (all.containsKey(name)) {
      return 0;
    }
    if (length > room) {
      leftOut(name, "names and values of " + MOST_CHARACTERS + " characters at most together");
      return 0;
    }
    all.put(name, value);
    return length;
  }

  /** Logs once why a label was left out, without its value; a strict recorder throws. */
  private void leftOut(String name, String expected) {
    if (guards.mode() == Mode.STRICT) {
      throw refusal.apply("exemplar label " + name + ": expected " + expected);
    }
    if (said.size() < MOST_SAID && said.add(name)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "An exemplar is shown without its label {0}: expected {1}. Further ones are left out"
              + " without a message; docs/own-families.md says more.",
          name,
          expected);
    }
  }

  /** Forgets the label types of a class loader, whose families are removed. */
  public void forget(@Nullable ClassLoader loader) {
    screen.forget(loader);
  }

  /**
   * Returns what runs code in the span that this thread is in; null if it is in none that is
   * sampled.
   */
  public @Nullable Consumer<Runnable> capture() {
    if (spans == null) {
      return null;
    }
    try {
      Exemplar.Span span = spans.isCurrentSpanSampled() ? current(spans) : null;
      if (span == null) {
        return null;
      }
      spans.markCurrentSpanAsExemplar();
      return recording -> run(span, recording);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      failed(e);
      return null;
    }
  }

  private static void run(Exemplar.Span span, Runnable recording) {
    Exemplar.Span before = CAPTURED.get();
    hasCaptured = true;
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
