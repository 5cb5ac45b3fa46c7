package io.upstream.metrics.servlet.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.testing.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class ScrapeGateTest {

  @Test
  void lets_as_many_in_as_it_has_places() {
    ScrapeGate gate = new ScrapeGate(2, Duration.ZERO);

    assertThat(gate.enter()).isTrue();
    assertThat(gate.enter()).isTrue();
    assertThat(gate.enter()).isFalse();
    gate.leave();
    assertThat(gate.enter()).isTrue();
  }

  @Test
  void a_waiting_scrape_gets_the_next_free_place() {
    ScrapeGate gate = new ScrapeGate(1, Duration.ofMinutes(1));
    assertThat(gate.enter()).isTrue();
    CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(gate::enter);
    Await.until("one waits", () -> gate.waiting() == 1);

    gate.leave();

    assertThat(waiting.join()).isTrue();
  }

  @Test
  void refuses_at_once_when_a_few_wait() {
    ScrapeGate gate = new ScrapeGate(1, Duration.ofHours(1));
    assertThat(gate.enter()).isTrue();
    List<CompletableFuture<Boolean>> waiting = new ArrayList<>();
    ExecutorService threads = Executors.newCachedThreadPool();
    for (int i = 0; i < ScrapeGate.MOST_WAITING; i++) {
      waiting.add(CompletableFuture.supplyAsync(gate::enter, threads));
    }
    Await.until("they wait", () -> gate.waiting() == ScrapeGate.MOST_WAITING);

    assertThat(gate.enter()).isFalse();

    for (int i = 0; i < ScrapeGate.MOST_WAITING; i++) {
      gate.leave();
    }
    waiting.forEach(each -> assertThat(each.join()).isTrue());
    threads.shutdown();
  }

  @Test
  void an_interrupted_thread_does_not_wait() {
    ScrapeGate gate = new ScrapeGate(1, Duration.ofMinutes(1));
    assertThat(gate.enter()).isTrue();
    Thread.currentThread().interrupt();

    assertThat(gate.enter()).isFalse();
    assertThat(Thread.interrupted()).isTrue();
  }
}
