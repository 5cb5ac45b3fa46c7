package io.upstream.metrics.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.sample.ledger.LedgerEvent;
import io.upstream.metrics.testing.Await;
import io.upstream.metrics.testing.Programs;
import io.upstream.metrics.testing.PrometheusServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares Prometheus with the ledgers of two instances. */
@Tag("full")
class EndToEndTest {

  @TempDir private Path folder;

  @Test
  void prometheus_agrees_with_the_ledgers_after_a_kill() throws Exception {
    Programs.need("prometheus");
    int portA = Programs.freePort();
    int portB = Programs.freePort();
    try (AppProcess a = start(portA, 1);
        AppProcess b = start(portB, 2);
        PrometheusServer prometheus = PrometheusServer.scraping(folder, portA, portB)) {
      a.awaitReady();
      b.awaitReady();
      Await.until("traffic", () -> busy(a.ledger()) && busy(b.ledger()));
      a.send("PUT", "/traffic?running=false");
      b.send("PUT", "/traffic?running=false");

      Map<LedgerEvent, Long> ledgerA = a.ledger();
      Map<LedgerEvent, Long> ledgerB = b.ledger();
      prometheus.awaitScrape(portA);
      prometheus.awaitScrape(portB);
      assertThat(LedgerQueries.seen(prometheus, "instance=\"localhost:" + portA + '"'))
          .isEqualTo(ledgerA);
      assertThat(LedgerQueries.seen(prometheus, "instance=\"localhost:" + portB + '"'))
          .isEqualTo(ledgerB);
      assertThat(LedgerQueries.seen(prometheus, "job=\"upstream\""))
          .isEqualTo(sum(ledgerA, ledgerB));

      List<State> states = killInTheMiddle(b, prometheus);
      a.send("POST", "/traffic?steps=3");
      Map<LedgerEvent, Long> survivor = a.ledger();
      prometheus.awaitScrape(portA);
      assertThat(LedgerQueries.seen(prometheus, "instance=\"localhost:" + portA + '"'))
          .isEqualTo(survivor);
      assertKnowsWhatWasScraped(prometheus, portB, states);
    }
  }

  private AppProcess start(int port, int seed) throws IOException {
    return AppProcess.start(
        folder,
        port,
        // A process that is killed takes with it what its new series had not yet shown.
        List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-Dmetrics.zero.first.seconds=0"),
        "--sample.seed=" + seed,
        "--sample.traffic.pace=20ms");
  }

  private static boolean busy(Map<LedgerEvent, Long> ledger) {
    return ledger.values().stream().allMatch(count -> count > 0);
  }

  /** The counts of an instance at a moment. */
  private record State(double asked, double answered, Map<LedgerEvent, Long> ledger) {}

  /** Kills an instance while it works, and says what it was seen to have done until then. */
  private static List<State> killInTheMiddle(AppProcess app, PrometheusServer prometheus)
      throws Exception {
    List<State> states = new CopyOnWriteArrayList<>();
    states.add(state(app));
    Thread work =
        new Thread(
            () -> {
              try {
                while (!Thread.interrupted()) {
                  app.send("POST", "/traffic?steps=1");
                  states.add(state(app));
                }
              } catch (IOException | RuntimeException killed) {
                // That is how it ends.
              }
            });
    work.start();
    prometheus.awaitScrape(app.port);
    int before = states.size();
    Await.until("more work", () -> states.size() > before + 3);
    app.process.destroyForcibly().waitFor();
    work.join();
    return states;
  }

  private static State state(AppProcess app) {
    double asked = System.currentTimeMillis() / 1000.0;
    Map<LedgerEvent, Long> ledger = app.ledger();
    return new State(asked, System.currentTimeMillis() / 1000.0, ledger);
  }

  /** Not less than what was done before the last scrape, not more than what was done after it. */
  private static void assertKnowsWhatWasScraped(
      PrometheusServer prometheus, int port, List<State> states) {
    String instance = "instance=\"localhost:" + port + '"';
    double begun = prometheus.lastScrape(port);
    double ended =
        begun
            + prometheus.number(
                "max_over_time(scrape_duration_seconds{%s}[5m])".formatted(instance));
    Map<LedgerEvent, Long> known = LedgerQueries.seen(prometheus, instance);
    long checked = 0;
    for (State state : states) {
      for (LedgerEvent deed : LedgerQueries.SAMPLES.keySet()) {
        // A request is in the ledger when it comes, in the metrics when it has been answered.
        long underWay = deed == LedgerEvent.REQUEST_SERVED ? 4 : 0;
        if (state.answered() < begun) {
          assertThat(known.get(deed))
              .as("%s", deed)
              .isGreaterThanOrEqualTo(state.ledger().get(deed) - underWay);
          checked++;
        } else if (state.asked() > ended) {
          assertThat(known.get(deed)).as("%s", deed).isLessThanOrEqualTo(state.ledger().get(deed));
        }
      }
    }
    assertThat(checked).isPositive();
  }

  private static Map<LedgerEvent, Long> sum(
      Map<LedgerEvent, Long> one, Map<LedgerEvent, Long> two) {
    Map<LedgerEvent, Long> sum = new EnumMap<>(one);
    two.forEach((deed, count) -> sum.merge(deed, count, Long::sum));
    return sum;
  }
}
