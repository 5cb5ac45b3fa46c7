package io.upstream.metrics.sample;

import io.upstream.metrics.sample.ledger.LedgerEvent;
import io.upstream.metrics.testing.Await;
import io.upstream.metrics.testing.PageText;
import io.upstream.metrics.testing.PrometheusServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Whether everybody counted the same: the application's ledger, the entrance to its container, the
 * page and Prometheus. Of what the guard folds the sums still have to be right.
 */
final class Accounts {

  private static final List<String> FAMILIES_OF_REQUESTS =
      List.of(
          "django_http_requests_total_by_view_transport_method_total",
          "django_http_responses_total_by_status_total",
          "django_http_responses_total_by_status_view_method_total",
          "django_http_requests_latency_seconds_by_view_method_count");

  private Accounts() {}

  /**
   * Compares them.
   *
   * @param known requests that came for certain
   */
  static void compare(SoakReport report, AppProcess app, PrometheusServer prometheus, long known)
      throws IOException {
    // It answers when every job has ended.
    app.send("POST", "/traffic?steps=1");
    Map<LedgerEvent, Long> ledger = app.ledger();
    Map<String, Long> entered = RequestCounterValve.read(app);
    PageText page = settled(app, ledger);
    prometheus.awaitScrape(app.port);
    // A series that is new with the last requests is 0 for Prometheus first.
    Await.within(
        Duration.ofSeconds(30),
        () -> LedgerQueries.seen(prometheus, "job=\"upstream\"").equals(ledger));

    report.compare("the page", LedgerQueries.shown(page), "the ledger", ledger);
    report.compare(
        "Prometheus", LedgerQueries.seen(prometheus, "job=\"upstream\""), "the ledger", ledger);
    report.compare("the page by method", byMethod(page), "the entrance", entered);
    long requests = entered.values().stream().mapToLong(count -> count).sum();
    for (String family : FAMILIES_OF_REQUESTS) {
      report.compare(family, Math.round(page.sum(family)), "the entrance", requests);
    }
    report.compare(
        "in progress", Math.round(page.sum("django_http_requests_in_progress")), "in truth", 0L);
    if (requests < known) {
      report.complain(
          "%d requests came, but the clients had more answers: %d".formatted(requests, known));
    }
    report.row("requests that came in, by the entrance and by the page", "%,d".formatted(requests));
    report.row(
        "counts compared with ledger or entrance",
        "%d".formatted(2 * ledger.size() + entered.size() + FAMILIES_OF_REQUESTS.size()));
  }

  /** The page when it has what the ledger has: a request is counted when its answer is out. */
  private static PageText settled(AppProcess app, Map<LedgerEvent, Long> ledger)
      throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    PageText page = app.page();
    while (!LedgerQueries.shown(page).equals(ledger) && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(50_000_000);
      page = app.page();
    }
    return page;
  }

  private static Map<String, Long> byMethod(PageText page) {
    Map<String, Long> counts = new TreeMap<>();
    for (String line : page.samples("django_http_requests_total_by_method_total")) {
      long count = Math.round(Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)));
      if (count > 0) { // a series of a closed label is there from the start
        counts.put(line.substring(line.indexOf('"') + 1, line.lastIndexOf('"')), count);
      }
    }
    return counts;
  }
}
