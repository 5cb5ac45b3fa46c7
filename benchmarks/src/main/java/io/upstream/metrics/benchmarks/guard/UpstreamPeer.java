package io.upstream.metrics.benchmarks.guard;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.label.ClosedLabel;
import io.upstream.metrics.label.CustomerId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** This library, with all its own families beside the one that is counted. */
final class UpstreamPeer implements Peer {

  private enum Outcome implements ClosedLabel {
    SUCCESS,
    FAILURE
  }

  private record Labels(CustomerId customerId, Outcome outcome) {}

  private static final CounterFamily<Labels> EVENTS =
      CounterFamily.named("events_total").help("Events.").labels(Labels.class);

  private final UpstreamRecorder recorder =
      UpstreamRecorder.builder()
          .jvm(false)
          .budget(CustomerId.class, GuardPeers.BUDGET)
          .families(EVENTS)
          .build();

  @Override
  public String name() {
    return "upstream-metrics";
  }

  @Override
  public void record(String customer, boolean success) {
    recorder
        .counter(EVENTS)
        .inc(new Labels(new CustomerId(customer), success ? Outcome.SUCCESS : Outcome.FAILURE));
  }

  private List<String> lines() {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    try {
      recorder.writePage(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array has room
    }
    return page.toString(StandardCharsets.UTF_8)
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
    recorder.close();
  }
}
