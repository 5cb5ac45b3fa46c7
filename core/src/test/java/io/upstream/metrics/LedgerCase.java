package io.upstream.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.guard.Naming;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.page.PageFormat;
import io.upstream.metrics.page.ScrapedPage;
import io.upstream.metrics.page.Scraper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A recorder behind an endpoint of its own, and a count of the events that it was given. */
final class LedgerCase implements AutoCloseable {

  /** Which events there are, and what happens to values and pages. */
  enum Kind {
    SHOWN_AT_ONCE("births, shown at once (zero first off)", 0),
    BIRTHS("births of one event, and bursts", 0),
    LOST_PAGES("the same, 5 % of the pages lost", 0),
    IDLE("idle values leave and return", 20),
    ROTATION("heavy values replace others, values are released", 5);

    private final String words;
    private final int leastLeft;

    Kind(String words, int leastLeft) {
      this.words = words;
      this.leastLeft = leastLeft;
    }

    String words() {
      return words;
    }

    /** How many values have to leave, or the case shows nothing. */
    int leastLeft() {
      return leastLeft;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  record Labels(Severity severity, CustomerId customerId) {}

  private static final CounterFamily<Labels> EVENTS =
      CounterFamily.named("ledger_events_total").help("E.").labels(Labels.class);
  private static final HistogramFamily<Labels> SIZES =
      HistogramFamily.named("ledger_sizes").buckets(1, 2).help("S.").labels(Labels.class);

  /** The families that count the events; each event counts in one of them. */
  static final List<String> NAMES = List.of("ledger_events_total", "ledger_sizes_count");

  private static final int VALUES = 60;
  private static final int ACTIVE = 10; // of them at a time
  private static final int STEPS_OF_A_VALUE = 50; // until the next one becomes active
  private static final double LOST = 0.05;
  private static final int FASTER = 40;

  final Kind kind;
  private final Random random = new Random(1);
  private final Random losses = new Random(2);
  private final UpstreamRecorder recorder;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final AtomicInteger born = new AtomicInteger();
  private long events;

  LedgerCase(Kind kind) throws IOException {
    this.kind = kind;
    long start = System.nanoTime();
    long startMillis = System.currentTimeMillis();
    InstantSource clock =
        () -> Instant.ofEpochMilli(startMillis + FASTER * (System.nanoTime() - start) / 1_000_000);
    boolean isLimited = kind == Kind.IDLE || kind == Kind.ROTATION;
    RecorderBuilder builder = UpstreamRecorder.builder();
    if (kind == Kind.SHOWN_AT_ONCE) {
      builder.setting("METRICS_ZERO_FIRST_SECONDS", "0");
    }
    this.recorder =
        builder
            .clock(clock)
            .jvm(false)
            .families(EVENTS, SIZES)
            .budget(CustomerId.class, isLimited ? 2 * ACTIVE : 100_000)
            .idleAfter(CustomerId.class, Duration.ofMinutes(10))
            .naming(CustomerId.class, kind == Kind.ROTATION ? Naming.HEAVIEST : Naming.FIRST_COME)
            .build();
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/metrics", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Returns the number of recorded events. */
  long events() {
    return events;
  }

  /** Returns the number of values that have left. */
  long left() {
    return (long)
        ScrapedPage.value(recorder, "upstream_metrics_label_left_total{label=\"customer_id\"}");
  }

  /** Records what comes next. */
  void step(int step) {
    switch (kind) {
      case IDLE -> event(step / STEPS_OF_A_VALUE + random.nextInt(ACTIVE), 1);
      case ROTATION -> {
        // A few heavy values, others later, and light ones that come and go.
        event(random.nextInt(3) + step / 1_200 * 7, 1);
        event(random.nextInt(VALUES), 1);
        if (step % 150 == 0) {
          recorder.guard(CustomerId.class).release(customer(random.nextInt(VALUES)));
        }
      }
      default -> {
        if (step % 2 == 0) {
          event(VALUES + born.incrementAndGet(), 1);
        }
        if (step % 100 == 0) {
          event(VALUES + born.incrementAndGet(), 40);
        }
        event(random.nextInt(VALUES), 1);
      }
    }
  }

  private void event(int value, int times) {
    Labels labels =
        new Labels(random.nextBoolean() ? Severity.LOW : Severity.HIGH, customer(value));
    for (int i = 0; i < times; i++) {
      if (random.nextInt(4) == 0) {
        recorder.histogram(SIZES).observe(labels, 1.5);
      } else {
        recorder.counter(EVENTS).inc(labels);
      }
      events++;
    }
  }

  private CustomerId customer(int value) {
    return new CustomerId("c" + (kind == Kind.IDLE ? value % VALUES : value));
  }

  private void answer(HttpExchange exchange) {
    try (exchange) {
      ByteArrayOutputStream page = new ByteArrayOutputStream();
      InetSocketAddress from = exchange.getRemoteAddress();
      recorder.writePage(
          PageFormat.TEXT,
          null,
          Set.of(),
          new Scraper(
              from.getAddress().getHostAddress(),
              from.getPort(),
              exchange.getRequestHeaders().getFirst("User-Agent"),
              exchange.getRequestHeaders().getFirst("X-Prometheus-Scrape-Timeout-Seconds")),
          page);
      boolean isLost;
      synchronized (losses) {
        isLost = kind == Kind.LOST_PAGES && losses.nextDouble() < LOST;
      }
      if (isLost) {
        exchange.sendResponseHeaders(503, -1); // the recorder believes that it was read
      } else {
        exchange.getResponseHeaders().set("Content-Type", PageFormat.TEXT.contentType());
        exchange.sendResponseHeaders(200, page.size());
        page.writeTo(exchange.getResponseBody());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    recorder.close();
  }
}
