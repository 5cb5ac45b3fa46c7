package io.upstream.metrics.servlet;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.Settings;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.servlet.scrape.RateLimit;
import io.upstream.metrics.testing.Await;
import io.upstream.metrics.testing.WaitingCode;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import java.net.http.HttpResponse;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application's own code that waits for a thread which uses the library. */
class ServletHostileCodeTest {

  /** A channel that a check waits for; closing it runs code of the application. */
  private static final class Stubborn extends AbstractInterruptibleChannel {

    private final Consumer<Thread> atClose;
    private Thread check;

    Stubborn(Consumer<Thread> atClose) {
      this.atClose = atClose;
    }

    void read() throws InterruptedException {
      check = Thread.currentThread();
      begin(); // from now on an interrupt closes it, on the thread that interrupts
      new CountDownLatch(1).await();
    }

    @Override
    protected void implCloseChannel() {
      atClose.accept(check);
    }
  }

  private static Health health(Stubborn channel) {
    return Health.builder().timeLimit(Duration.ofMillis(50)).check("slow", channel::read).build();
  }

  private static Map<String, CheckOutcome> ask(Health health) throws Exception {
    return CompletableFuture.supplyAsync(health::health).get(20, SECONDS);
  }

  @Test
  void an_interrupt_may_wait_for_its_check() throws Exception {
    Stubborn channel =
        new Stubborn(
            check -> {
              try {
                check.join();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    assertThat(ask(health(channel)).get("slow").up()).isFalse();
  }

  @Test
  void an_interrupt_may_wait_for_another_probe() throws Exception {
    AtomicReference<Health> health = new AtomicReference<>();
    Stubborn channel =
        new Stubborn(
            check -> {
              try {
                assertThat(ask(health.get()).get("slow").up()).isFalse();
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    health.set(health(channel));
    assertThat(ask(health.get()).get("slow").up()).isFalse();
  }

  @Test
  void a_check_may_ask_for_health() throws Exception {
    AtomicReference<Health> health = new AtomicReference<>();
    health.set(
        Health.builder()
            .timeLimit(Duration.ofMillis(50))
            .check("asks", () -> health.get().health())
            .build());
    assertThat(ask(health.get()).get("asks").up()).isFalse();
  }

  @Test
  void a_clock_may_wait_for_another_request() throws Exception {
    AtomicReference<RateLimit> limit = new AtomicReference<>();
    ThreadLocal<Boolean> within = ThreadLocal.withInitial(() -> false);
    limit.set(
        new RateLimit(
            1,
            () -> {
              if (!within.get()) {
                CompletableFuture.runAsync(
                        () -> {
                          within.set(true);
                          limit.get().secondsToWait(null);
                          within.set(false);
                        })
                    .orTimeout(20, SECONDS)
                    .join();
              }
              return 0;
            }));
    assertThat(
            CompletableFuture.supplyAsync(() -> limit.get().secondsToWait(null)).get(30, SECONDS))
        .isEqualTo(60);
  }

  /** A thread-local value that waits when a new thread would inherit it. */
  private static final class Inherited extends InheritableThreadLocal<String> {

    private final WaitingCode waiting;
    private final AtomicInteger copies = new AtomicInteger();

    Inherited(WaitingCode waiting) {
      this.waiting = waiting;
    }

    @Override
    protected String childValue(String parent) {
      if (Thread.currentThread().getName().equals("asks")) {
        copies.incrementAndGet();
        waiting.call();
      }
      return parent;
    }
  }

  private static void ask(Inherited inherited, Runnable request) throws InterruptedException {
    Thread asks =
        new Thread(
            () -> {
              inherited.set("of the request");
              request.run();
            },
            "asks");
    asks.start();
    asks.join();
  }

  @Test
  void a_check_inherits_no_values_of_a_request() throws Exception {
    AtomicReference<ClassLoader> loader = new AtomicReference<>();
    ClassLoader application = new ClassLoader(null) {};
    try (Health health =
        Health.builder()
            .check("any", () -> loader.set(Thread.currentThread().getContextClassLoader()))
            .build()) {
      WaitingCode waiting = new WaitingCode(health::health);
      Inherited inherited = new Inherited(waiting);
      ask(
          inherited,
          () -> {
            Thread.currentThread().setContextClassLoader(application);
            assertThat(health.health().get("any").up()).isTrue();
          });
      assertThat(waiting.failures()).isEmpty();
      assertThat(inherited.copies).hasValue(0);
      assertThat(loader).hasValue(application);
    }
  }

  @Test
  void a_token_file_inherits_no_values_of_a_request(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "secret-of-16-characters");
    MetricsAccess access =
        MetricsAccess.from(
            Settings.of(Map.of(), Map.of("METRICS_AUTH_TOKEN_FILE", file.toString())));
    Inherited inherited = new Inherited(new WaitingCode(() -> {}));
    ask(
        inherited,
        () ->
            access.mayRead(
                FakeRequest.from("192.0.2.1").with("Authorization", "Bearer x").request()));
    assertThat(inherited.copies).hasValue(0);
  }

  /** Every log message of a page, a probe and a request, while a handler waits for another. */
  @Test
  void a_log_handler_may_wait_for_other_requests() throws Exception {
    Health health =
        Health.builder()
            .check(
                "broken",
                () -> {
                  throw new IllegalStateException("on purpose");
                })
            .build();
    Logger logger = Logger.getLogger("io.upstream.metrics");
    AtomicReference<Container> started = new AtomicReference<>();
    WaitingCode waiting = new WaitingCode(() -> askForAll(started.get()));
    Handler handler = waiting.logHandler();
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build();
        Container container =
            TomcatContainer.MAKER.start(
                context ->
                    MetricsMount.in(context)
                        .recorder(recorder)
                        .filter(throwing(recorder))
                        .access(throwing())
                        .health(health)
                        .at("/metrics"))) {
      started.set(container);
      logger.addHandler(handler);
      askForAll(container);
      assertThat(waiting.failures()).isEmpty();
      assertThat(waiting.waits()).isPositive();
    } finally {
      logger.removeHandler(handler);
    }
  }

  private static MetricsFilter throwing(UpstreamRecorder recorder) {
    return new MetricsFilter(
        recorder,
        request -> {
          throw new IllegalStateException("on purpose");
        });
  }

  private static MetricsAccess throwing() {
    return MetricsAccess.builder()
        .when(
            request -> {
              throw new IllegalStateException("on purpose");
            })
        .build();
  }

  private static void askForAll(Container container) {
    for (String path : List.of("/none", "/metrics", "/metrics/health")) {
      assertThat(Http.get(container, path).statusCode()).isPositive();
    }
  }

  @Test
  void an_Error_of_a_route_resolver_fails_no_request() throws Exception {
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build();
        CaseApp app =
            new CaseApp(
                new MetricsFilter(
                    recorder,
                    request -> {
                      throw new NoClassDefFoundError("of the resolver");
                    }));
        Container container = TomcatContainer.MAKER.start(app)) {
      assertThat(Http.get(container, "/ok").statusCode()).isEqualTo(200);
      Await.until("it is counted", () -> Sampled.of(recorder).requests() == 1);
    }
  }

  /** Suppliers of an application that fail: the client must not get the container's stack trace. */
  @Test
  void an_Error_of_a_supplier_is_an_answer() throws Exception {
    try (Container container =
        TomcatContainer.MAKER.start(
            context -> {
              add(
                  context,
                  "/page",
                  new MetricsServlet(
                      ServletHostileCodeTest::brokenRecorder,
                      OPEN,
                      2,
                      Duration.ZERO,
                      0,
                      System::nanoTime));
              add(
                  context,
                  "/health",
                  new HealthServlet(ServletHostileCodeTest::brokenHealth, OPEN));
            })) {
      HttpResponse<String> page = Http.get(container, "/page");
      assertThat(page.statusCode()).isEqualTo(500);
      assertThat(page.body()).isEqualTo("The page could not be written.\n");
      HttpResponse<String> health = Http.get(container, "/health");
      assertThat(health.statusCode()).isEqualTo(503);
      assertThat(health.body()).contains("\"status\":\"DOWN\"", "NoClassDefFoundError");
    }
  }

  private static UpstreamRecorder brokenRecorder() {
    throw new NoClassDefFoundError("of the supplier");
  }

  private static Health brokenHealth() {
    throw new NoClassDefFoundError("of the supplier");
  }

  private static final MetricsAccess OPEN = MetricsAccess.open();

  private static void add(ServletContext context, String path, Servlet servlet) {
    context.addServlet(path, servlet).addMapping(path);
  }

  @Test
  void an_Error_of_an_access_rule_refuses() {
    MetricsAccess access =
        MetricsAccess.builder()
            .when(
                request -> {
                  throw new NoClassDefFoundError("of the rule");
                })
            .build();
    assertThat(access.mayRead(FakeRequest.from("127.0.0.1").request())).isFalse();
  }
}
