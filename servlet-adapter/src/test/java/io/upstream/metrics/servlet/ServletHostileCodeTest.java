package io.upstream.metrics.servlet;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.servlet.scrape.RateLimit;
import io.upstream.metrics.testing.Await;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

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
