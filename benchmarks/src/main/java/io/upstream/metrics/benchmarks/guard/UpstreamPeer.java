package io.upstream.metrics.benchmarks.guard;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.guard.GuardRules;
import io.upstream.metrics.guard.Guards;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.guard.detect.Detectors;
import io.upstream.metrics.label.ClosedLabel;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.page.Page;
import io.upstream.metrics.page.PageFormat;
import io.upstream.metrics.series.Counter;
import io.upstream.metrics.series.SeriesRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** This library, with the one family that is counted or with its whole catalogue beside it. */
final class UpstreamPeer implements GuardedCounter {

  private enum Outcome implements ClosedLabel {
    SUCCESS,
    FAILURE
  }

  private record Labels(CustomerId customerId, Outcome outcome) {}

  private static final CounterFamily<Labels> EVENTS =
      CounterFamily.named("events_total").help("Events.").labels(Labels.class);

  private final String name;
  private final Supplier<Counter<Labels>> events;
  private final PageWriter page;
  private final Runnable close;

  private UpstreamPeer(
      String name, Supplier<Counter<Labels>> events, PageWriter page, Runnable close) {
    this.name = name;
    this.events = events;
    this.page = page;
    this.close = close;
  }

  /**
   * Returns a recorder with what the other libraries have: that family, its guard, and a page with
   * the guard's own figures.
   */
  static UpstreamPeer alone() {
    GuardRules rules =
        new GuardRules(
            Mode.ENFORCE, Map.of("customer_id", GuardPeers.BUDGET), Map.of(), Detectors.standard());
    SeriesRegistry book = new SeriesRegistry(new Guards(rules), 200_000, false);
    Page page = new Page(book, null, false, false, System::nanoTime, 0);
    book.add(EVENTS);
    return new UpstreamPeer(
        "upstream-metrics, this family and the guard's own",
        () -> book.counter(EVENTS).api(),
        out -> page.write(PageFormat.TEXT, out),
        page::close);
  }

  /** A recorder as services have it. */
  static UpstreamPeer withCatalogue() {
    UpstreamRecorder recorder =
        UpstreamRecorder.builder()
            .jvm(false)
            .budget(CustomerId.class, GuardPeers.BUDGET)
            .families(EVENTS)
            .build();
    return new UpstreamPeer(
        "upstream-metrics, with its whole catalogue",
        () -> recorder.counter(EVENTS),
        recorder::writePage,
        recorder::close);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void record(String customer, boolean success) {
    events
        .get()
        .inc(new Labels(new CustomerId(customer), success ? Outcome.SUCCESS : Outcome.FAILURE));
  }

  private List<String> lines() {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      page.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array has room
    }
    return text.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith("events_total{"))
        .toList();
  }

  private static double value(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(' ')));
  }

  @Override
  public double total() {
    return lines().stream().mapToDouble(UpstreamPeer::value).sum();
  }

  @Override
  public double failures() {
    return lines().stream()
        .filter(line -> line.contains("outcome=\"failure\""))
        .mapToDouble(UpstreamPeer::value)
        .sum();
  }

  @Override
  public long series() {
    return lines().size();
  }

  @Override
  public void close() {
    close.run();
  }

  private interface PageWriter {
    void write(OutputStream out) throws IOException;
  }
}
