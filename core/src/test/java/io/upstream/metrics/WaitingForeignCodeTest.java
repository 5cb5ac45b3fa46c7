package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.tracer.common.SpanContext;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.DurationFamily;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.event.Events;
import io.upstream.metrics.event.Families;
import io.upstream.metrics.event.Vocabulary;
import io.upstream.metrics.guard.Naming;
import io.upstream.metrics.guard.detect.Detector;
import io.upstream.metrics.label.ClosedLabel;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.ModelName;
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.label.SqlOperation;
import io.upstream.metrics.page.PageFormat;
import io.upstream.metrics.page.Scraper;
import io.upstream.metrics.series.Gauge;
import io.upstream.metrics.testing.Repeats;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Code of an application that waits for another thread, wherever the library calls it. That thread
 * uses the recorder in every way that takes a lock, so it never ends if the library holds one.
 */
class WaitingForeignCodeTest {

  /** Where the library calls the code of others. */
  enum Place {
    ACCESSOR,
    CLOCK,
    COLLECTOR,
    DETECTOR,
    INITIALIZER,
    LOG_HANDLER,
    PUSH,
    REGISTRY,
    SPANS,
    STREAM,
    SUPPLIER,
    TICKER,
    VALUE,
    VOCABULARY
  }

  private static final int ROUNDS = Repeats.of(4, 12);
  private static final int WAITS = Repeats.of(20, 60);
  private static final Logger LOGGER = Logger.getLogger("io.upstream.metrics");

  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final AtomicBoolean WITHIN = new AtomicBoolean();
  private static final AtomicInteger WAITED = new AtomicInteger();
  private static final List<Throwable> LATE = new ArrayList<>();
  private static volatile Place live;
  private static volatile UpstreamRecorder used;

  /** Waits for another thread that uses the recorder. */
  private static void at(Place place) {
    UpstreamRecorder recorder = used;
    if (place != live || recorder == null || WAITED.get() >= WAITS) {
      return;
    }
    if (!WITHIN.compareAndSet(false, true)) {
      return; // called by the thread that somebody waits for
    }
    try {
      WAITED.incrementAndGet();
      CompletableFuture.runAsync(() -> useInEveryWay(recorder)).get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      LATE.add(e);
      WAITED.set(WAITS);
    } finally {
      WITHIN.set(false);
    }
  }

  enum Tier implements ClosedLabel {
    FREE,
    PAID
  }

  record Region(String value) implements OpenLabel {
    @Override
    public String value() {
      at(Place.VALUE);
      return value;
    }
  }

  record Places(Tier tier, CustomerId customerId, Region region) {
    @Override
    public Tier tier() {
      at(Place.ACCESSOR);
      return tier;
    }
  }

  record Owned(CustomerId customerId) {}

  private static final CounterFamily<Places> EVENTS =
      CounterFamily.named("waiting_events_total").help("E.").labels(Places.class);
  private static final GaugeFamily<Owned> LEVEL =
      GaugeFamily.named("waiting_level").help("L.").labels(Owned.class);
  private static final DurationFamily<Places> TIMES =
      DurationFamily.ofSeconds("waiting_seconds").buckets(1).help("T.").labels(Places.class);

  /** Does what needs a lock somewhere: names, rows, families, budgets, runs, watches, pages. */
  private static void useInEveryWay(UpstreamRecorder recorder) {
    int n = NUMBERS.incrementAndGet();
    CustomerId customer = new CustomerId("c" + n);
    Places places = new Places(Tier.PAID, customer, new Region("r" + n));
    recorder.counter(EVENTS).inc(places);
    recorder.counter(EVENTS).bind(places).inc();
    recorder.histogram(TIMES).observe(places, 0.5);
    recorder.trackAlertCreated(Product.DRIFT_WATCH, Severity.LOW, customer);
    recorder.trackAlertCreated(Product.DRIFT_WATCH, null, customer);
    for (int i = 0; i < 4; i++) {
      recorder.forCustomer(new CustomerId("over-" + i)).trackDenialSignal(null);
      recorder.trackPaymentDelaySignal(Severity.HIGH, new CustomerId("over-" + i + "-" + n));
    }
    recorder.events().modelWritten(SqlOperation.INSERT, new ModelName("Model" + n), 1);
    CounterFamily<Owned> added =
        CounterFamily.named("waiting_" + n + "_total").help("A.").labels(Owned.class);
    recorder.counter(added).inc(new Owned(customer));
    Owned owned = new Owned(customer);
    Gauge.Watch watch =
        recorder
            .gauge(LEVEL)
            .watch(
                owned,
                () -> {
                  at(Place.SUPPLIER);
                  return n;
                });
    recorder.gauge(LEVEL).set(new Owned(new CustomerId("acme")), n);
    recorder
        .startJob(new JobType("job-" + n % 5), customer)
        .pushOnClose((type, succeeded) -> at(Place.PUSH))
        .close();
    recorder.guard(CustomerId.class).budget(10 + n % 3);
    recorder.guard(CustomerId.class).allow(new CustomerId("henry-oakfield"));
    recorder.guard(CustomerId.class).release(customer);
    recorder.guard(CustomerId.class).deny(new CustomerId("denied-" + n));
    write(recorder, n);
    recorder.report();
    recorder.gauge(LEVEL).remove(owned);
    watch.close();
    recorder.remove(added);
    assertThat(recorder.strictRefusals()).isEmpty();
  }

  private static void write(UpstreamRecorder recorder, int n) {
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) {
            at(Place.STREAM);
          }

          @Override
          public void write(byte[] bytes, int from, int length) {
            at(Place.STREAM);
          }
        };
    Scraper scraper = new Scraper("10.0.0." + n % 3, 9, "Prometheus", "10");
    try {
      recorder.writePage(PageFormat.TEXT, null, Set.of(), scraper, out);
      recorder.writePage(PageFormat.OPENMETRICS, null, Set.of(), scraper, out);
      recorder.writePage(PageFormat.PROTOBUF, null, Set.of("waiting_events"), scraper, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // ---- what an application hands to the recorder

  private static final Vocabulary VOCABULARY =
      new Vocabulary() {
        @Override
        public List<Family<?>> families() {
          return List.of();
        }

        @Override
        public Events over(Families families) {
          return new Events() {
            @Override
            public void modelWritten(SqlOperation operation, ModelName model, long count) {
              at(Place.VOCABULARY);
            }
          };
        }
      };

  private static final SpanContext SPAN =
      new SpanContext() {
        @Override
        public String getCurrentTraceId() {
          at(Place.SPANS);
          return "0af7651916cd43dd8448eb211c80319c";
        }

        @Override
        public String getCurrentSpanId() {
          return "b7ad6b7169203331";
        }

        @Override
        public boolean isCurrentSpanSampled() {
          return true;
        }

        @Override
        public void markCurrentSpanAsExemplar() {}
      };

  private static PrometheusRegistry registry() {
    return new PrometheusRegistry() {
      @Override
      public void register(Collector collector) {
        at(Place.REGISTRY);
        super.register(collector);
      }

      @Override
      public void unregister(Collector collector) {
        at(Place.REGISTRY);
        super.unregister(collector);
      }
    };
  }

  /** A family of others: a new series with each page, read by code that waits. */
  private static Collector theirs() {
    Counter calls = Counter.builder().name("their_calls").help("C.").labelNames("who").build();
    AtomicInteger pages = new AtomicInteger();
    return new Collector() {
      @Override
      public MetricSnapshot collect() {
        at(Place.COLLECTOR);
        calls.labelValues("w" + pages.incrementAndGet()).inc();
        return calls.collect();
      }

      @Override
      public String getPrometheusName() {
        return "their_calls";
      }
    };
  }

  private static UpstreamRecorder recorder() {
    AtomicLong nanos = new AtomicLong();
    AtomicLong millis = new AtomicLong();
    PrometheusRegistry registry = registry();
    registry.register(theirs());
    return VerbCalls.quiet()
        .registry(registry)
        .vocabulary(Vocabulary.UPSTREAM, VOCABULARY)
        .spanContext(SPAN)
        .naming(CustomerId.class, Naming.HEAVIEST)
        .lineBudget(1_500)
        .thirdPartyLineBudget(8)
        .budget(CustomerId.class, 10)
        .detector(
            Detector.of(
                "waits",
                "Nothing.",
                text -> {
                  at(Place.DETECTOR);
                  return false;
                }))
        .ticker(
            () -> {
              at(Place.TICKER);
              return nanos.addAndGet(100_000_000);
            })
        .clock(
            () -> {
              at(Place.CLOCK);
              return Instant.ofEpochMilli(millis.addAndGet(20_000));
            })
        .build();
  }

  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord message) {
          at(Place.LOG_HANDLER);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void begin() {
    LATE.clear();
    WAITED.set(0);
    LOGGER.addHandler(handler);
    LOGGER.setUseParentHandlers(false);
    used = recorder();
  }

  @AfterEach
  void end() {
    live = null;
    LOGGER.removeHandler(handler);
    LOGGER.setUseParentHandlers(true);
    used.close();
    used = null;
  }

  @ParameterizedTest
  @EnumSource(value = Place.class, mode = EnumSource.Mode.EXCLUDE, names = "INITIALIZER")
  void foreign_code_may_wait_for_recorder_threads(Place place) {
    live = place;
    for (int i = 0; i < ROUNDS; i++) {
      useInEveryWay(used);
    }
    assertThat(LATE).isEmpty();
    assertThat(WAITED).hasPositiveValue();
  }

  enum Shade implements ClosedLabel {
    DARK;

    static {
      at(Place.INITIALIZER);
    }
  }

  record Hue(String value) implements OpenLabel {

    public static final Hue RED = new Hue("red");

    static {
      at(Place.INITIALIZER);
    }
  }

  record Colors(Shade shade, CustomerId customerId) {}

  record Hues(Hue hue) {}

  @Test
  void a_closed_labels_static_initializer_may_wait() {
    live = Place.INITIALIZER;
    used.counter(CounterFamily.named("colors_total").help("C.").labels(Colors.class))
        .inc(new Colors(Shade.DARK, new CustomerId("acme")));
    assertThat(LATE).isEmpty();
    assertThat(WAITED).hasValue(1);
  }

  @Test
  void an_open_labels_static_initializer_may_wait() {
    live = Place.INITIALIZER;
    CounterFamily<Hues> hues = CounterFamily.named("hues_total").help("H.").labels(Hues.class);
    used.counter(hues);
    assertThat(LATE).isEmpty();
    assertThat(WAITED).hasValue(1);
  }
}
