package io.upstream.metrics.benchmarks.peers;

import io.upstream.metrics.page.PageFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * The limit: the lines of our page, one array each, made beforehand; writing them copies them. An
 * event is counted as somebody would who needs neither a guard nor a page: in a map of customers.
 *
 * <p>No library can do it, for it knows the numbers before they are counted.
 */
public final class PreparedLines implements Library {

  private final Upstream source = new Upstream(1_000_000);
  private final Map<String, LongAdder[]> counts = new HashMap<>();
  private final Map<PageFormat, byte[][]> lines = new LinkedHashMap<>();
  private final byte[] buffer = new byte[1 << 16];

  @Override
  public void event(Drift event) {
    Objects.requireNonNull(counts.get(event.customer()))[event.which()].increment();
  }

  @Override
  public void count(Drift event, long amount) {
    source.count(event, amount);
    counts.computeIfAbsent(
        event.customer(),
        any -> Stream.generate(LongAdder::new).limit(Drift.EACH).toArray(LongAdder[]::new));
  }

  @Override
  public void ingestion(String customer, double seconds) {
    source.ingestion(customer, seconds);
  }

  @Override
  public void observe(Drift event, double seconds) {
    source.observe(event, seconds);
  }

  @Override
  public void page(PageFormat format, OutputStream out) throws IOException {
    int used = 0;
    for (byte[] line : lines.computeIfAbsent(format, this::prepare)) {
      if (used + line.length > buffer.length) {
        out.write(buffer, 0, used);
        used = 0;
      }
      System.arraycopy(line, 0, buffer, used, line.length);
      used += line.length;
    }
    out.write(buffer, 0, used);
  }

  private byte[][] prepare(PageFormat format) {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    try {
      source.page(format, page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return page.toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> (line + "\n").getBytes(StandardCharsets.UTF_8))
        .toArray(byte[][]::new);
  }
}
