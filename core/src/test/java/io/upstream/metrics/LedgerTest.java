package io.upstream.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.upstream.metrics.testing.Await;
import io.upstream.metrics.testing.Programs;
import io.upstream.metrics.testing.PrometheusServer;
import io.upstream.metrics.testing.PrometheusServer.Job;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A ledger of events against what two servers of Prometheus saw of them, once a second each: the
 * sum of the increases of all series, from the raw samples, without extrapolation.
 *
 * <p>The clock of the guards runs 40 times as fast as the servers', so that values leave after 15
 * seconds.
 */
@Tag("full")
class LedgerTest {

  private static final Path PAGE = Path.of("../docs/label-values-over-time.md");
  private static final String BEGIN = "<!-- ledger: begin -->\n";
  private static final String END = "<!-- ledger: end -->\n";
  private static final String COMMAND =
      "mvn -Pfull -pl core test -Dtest=LedgerTest -Dupstream.mend=true";

  private static final int SERVERS = 2;
  private static final int STEPS = 3_500; // of 20 ms: 70 s
  private static final long STEP_NANOS = 20_000_000;
  private static final int SETTLE_SECONDS = 15;

  @Test
  void two_servers_see_every_event(@TempDir Path directory) throws Exception {
    Programs.need("prometheus");
    List<LedgerCase> cases = new ArrayList<>();
    List<PrometheusServer> servers = new ArrayList<>();
    List<Result> results = new ArrayList<>();
    try {
      for (LedgerCase.Kind kind : LedgerCase.Kind.values()) {
        cases.add(new LedgerCase(kind));
      }
      for (int i = 0; i < SERVERS; i++) {
        servers.add(start(Files.createDirectory(directory.resolve("server" + i)), cases));
      }
      for (PrometheusServer server : servers) {
        Await.until("all are scraped", () -> server.targetsUp() == cases.size());
      }
      record(cases);
      for (LedgerCase each : cases) {
        List<Double> seen = new ArrayList<>();
        for (PrometheusServer server : servers) {
          seen.add(increase(server, each));
        }
        results.add(new Result(each.kind, each.events(), each.left(), seen));
      }
    } finally {
      for (PrometheusServer server : servers) {
        server.close();
      }
      cases.forEach(LedgerCase::close);
    }
    String table = table(results);
    System.out.println(table);
    for (Result result : results) {
      for (double seen : result.seen) {
        double missed = result.events - seen;
        switch (result.kind) {
          case SHOWN_AT_ONCE -> // the ledger sees what is lost without
              assertThat(missed).as(table).isGreaterThan(0.01 * result.events);
          case LOST_PAGES -> assertThat(missed).as(table).isBetween(0.0, 0.001 * result.events);
          default -> assertThat(missed).as(table).isZero();
        }
        assertThat(result.left).isGreaterThanOrEqualTo(result.kind.leastLeft());
      }
    }
    checkPage(table);
  }

  /** The counts that each server saw of a case. */
  private record Result(LedgerCase.Kind kind, long events, long left, List<Double> seen) {}

  private static void record(List<LedgerCase> cases) {
    long start = System.nanoTime();
    for (int step = 0; step < STEPS; step++) {
      for (LedgerCase each : cases) {
        each.step(step);
      }
      long rest = start + (step + 1) * STEP_NANOS - System.nanoTime();
      if (rest > 0) {
        LockSupport.parkNanos(rest);
      }
    }
    long settled = System.nanoTime() + SETTLE_SECONDS * 1_000_000_000L;
    Await.until("the last pages are scraped", () -> System.nanoTime() > settled);
  }

  private static PrometheusServer start(Path directory, List<LedgerCase> cases)
      throws IOException, InterruptedException {
    Job[] jobs =
        cases.stream()
            .map(each -> new Job(each.kind.toString(), Map.of(), List.of(each.port())))
            .toArray(Job[]::new);
    return PrometheusServer.start(directory, PrometheusServer.configScraping(directory, jobs));
  }

  /** The increases of all series of a case, from their first samples to their last. */
  private static double increase(PrometheusServer server, LedgerCase each) {
    double increase = 0;
    for (String name : LedgerCase.NAMES) {
      String range = name + "{job=\"" + each.kind + "\"}[10m]";
      JsonNode answer = server.json("/api/v1/query?query=" + URLEncoder.encode(range, UTF_8));
      for (JsonNode series : answer.at("/data/result")) {
        double before = Double.NaN;
        for (JsonNode sample : series.get("values")) {
          double value = Double.parseDouble(sample.get(1).asText());
          if (!Double.isNaN(before)) {
            increase += value < before ? value : value - before;
          }
          before = value;
        }
      }
    }
    return increase;
  }

  private static String table(List<Result> results) {
    StringBuilder table =
        new StringBuilder(
            """

            | case | events | values left | not seen by A | not seen by B |
            |---|---:|---:|---:|---:|
            """);
    for (Result result : results) {
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %,d | %,d | %,.0f | %,.0f |%n",
              result.kind.words(),
              result.events,
              result.left,
              result.events - result.seen.get(0),
              result.events - result.seen.get(1)));
    }
    return table.append('\n').toString();
  }

  /** The page has the same cases; its numbers are those of the run that wrote it. */
  private static void checkPage(String table) throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    if (Boolean.getBoolean("upstream.mend")) {
      Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
    }
    assertThat(cases(Files.readString(PAGE).substring(begin)))
        .as("%s has other cases; write it anew with: %s", PAGE, COMMAND)
        .containsAll(cases(table));
  }

  private static List<String> cases(String table) {
    List<String> cases = new ArrayList<>();
    Matcher row = Pattern.compile("(?m)^\\| ([^|]+) \\| [0-9]").matcher(table);
    while (row.find()) {
      cases.add(row.group(1));
    }
    return cases;
  }
}
