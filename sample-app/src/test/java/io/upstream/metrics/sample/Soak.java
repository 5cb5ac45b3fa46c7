package io.upstream.metrics.sample;

import io.upstream.metrics.testing.Programs;
import io.upstream.metrics.testing.PrometheusServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * The application in a heap of 256 MB under as much load as it takes, while Prometheus scrapes it
 * every second and clients hang up on it. The load comes in rounds; after each the process is
 * looked at. In the end the accounts are compared.
 *
 * <p>A twin of the application, with everything of the library switched off, gets the first third
 * of the rounds as well, so that the times of both are of one run, one machine and code that has
 * run equally often.
 */
final class Soak {

  /** So many that none is added while it runs. */
  private static final int SERVER_THREADS = 64;

  /**
   * What is held softly is no leak: the JDK so keeps the name of each resource that it did not
   * find.
   */
  private static final List<String> JVM = List.of("-Xmx256m", "-XX:SoftRefLRUPolicyMSPerMB=0");

  private static final List<String> PARTS =
      List.of("http", "datasource", "cache", "jobs", "endpoint", "health");

  /**
   * How long it lasts.
   *
   * @param twin whether there is one
   */
  record Plan(int rounds, Duration round, boolean twin) {}

  /** The requests of the clients in a round. */
  private record Load(Wrk.Round done, long aborted) {}

  /** Rounds of the same size, side by side. */
  private record Pair(Wrk.Round with, Wrk.Round without) {}

  private final Path folder;
  private final Plan plan;
  private final SoakReport report = new SoakReport();
  private final List<Vitals> vitals = new ArrayList<>();
  private final List<Pair> pairs = new ArrayList<>();
  private long answers;
  private long aborted;
  private long longestMicros;

  private Soak(Path folder, Plan plan) {
    this.folder = folder;
    this.plan = plan;
  }

  /** Skips the test where something is missing that it takes. */
  static void needPrograms() {
    Programs.need("prometheus");
    Programs.need(Wrk.PROGRAM);
    Programs.need(Vitals.JCMD);
    Programs.need(Vitals.PROC);
  }

  /**
   * Runs it.
   *
   * @param sources of the application's beans, beside its own
   */
  static SoakReport run(Path folder, Plan plan, Class<?>... sources) throws Exception {
    Soak soak = new Soak(folder, plan);
    soak.run(sources);
    return soak.report;
  }

  private void run(Class<?>... sources) throws Exception {
    StringBuilder all =
        new StringBuilder("--spring.main.sources=" + RequestCounterValve.class.getName());
    for (Class<?> source : sources) {
      all.append(',').append(source.getName());
    }
    try (AppProcess app = start(all.toString());
        AppProcess twin = plan.twin() ? startWithoutLibrary() : null) {
      begin(app);
      if (twin != null) {
        begin(twin);
      }
      try (PrometheusServer prometheus = PrometheusServer.scraping(folder, app.port)) {
        prometheus.awaitScrape(app.port);
        soak(app, twin);
        MemoryGrowth.judge(report, vitals);
        // After each time that a client hung up it asked something whole.
        Accounts.compare(report, app, prometheus, answers + aborted);
        scrapes(prometheus);
      }
    }
    report.row("answers that wrk had", "%,d".formatted(answers));
    report.row("times that a client hung up", "%,d".formatted(aborted));
    if (plan.twin()) {
      compareTimes();
    }
  }

  private AppProcess start(String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.add("--sample.traffic.enabled=false");
    arguments.add("--server.tomcat.threads.max=" + SERVER_THREADS);
    arguments.add("--server.tomcat.threads.min-spare=" + SERVER_THREADS);
    // Tomcat remembers where it found nothing, up to 10 MB, which a scanner fills in its own time.
    arguments.add("--server.tomcat.resource.allow-caching=false");
    // A client that hangs up is nothing to speak of, let alone thousands of times.
    arguments.add("--logging.level.org.springframework.web=ERROR");
    return AppProcess.start(folder, Programs.freePort(), JVM, arguments.toArray(String[]::new));
  }

  /** Its page is not there, nothing of ours is on a request's way, and recording does nothing. */
  private AppProcess startWithoutLibrary() throws Exception {
    List<String> switches = new ArrayList<>(List.of("--upstream.metrics.enabled=false"));
    PARTS.forEach(part -> switches.add("--upstream.metrics.%s.enabled=false".formatted(part)));
    return start(switches.toArray(String[]::new));
  }

  /** Once it has started, has it do all that it can do, so that there is something to ask for. */
  private static void begin(AppProcess app) throws IOException {
    app.awaitReady();
    do {
      app.send("POST", "/traffic?steps=10");
    } while (app.ledger().values().stream().anyMatch(count -> count == 0));
  }

  private void soak(AppProcess app, AppProcess twin) throws Exception {
    int files = Vitals.files(app);
    for (int round = 0; round < plan.rounds(); round++) {
      if (twin == null || round >= plan.rounds() / 3) {
        soak(app, round);
      } else if (round % 2 == 0) { // by turns one and the other goes first
        Wrk.Round with = soak(app, round);
        pairs.add(new Pair(with, load(twin, round).done()));
      } else {
        Wrk.Round without = load(twin, round).done();
        pairs.add(new Pair(soak(app, round), without));
      }
      vitals.add(Vitals.of(app, files + MemoryGrowth.SPARE_FILES));
    }
  }

  private Wrk.Round soak(AppProcess app, int round) throws Exception {
    Load load = load(app, round);
    answers += load.done().answers();
    longestMicros = Math.max(longestMicros, load.done().maxMicros());
    aborted += load.aborted();
    return load.done();
  }

  private Load load(AppProcess app, int round) throws Exception {
    try (Aborter aborter = new Aborter(app.port, round)) {
      Wrk.Round done = Wrk.run(folder, app.port, round, plan.round());
      return new Load(done, aborter.stop());
    }
  }

  /** At an interval of a second Prometheus waits for no longer than that. */
  private void scrapes(PrometheusServer prometheus) {
    List<Double> up = prometheus.values("up{job=\"upstream\"}[3h]");
    List<Double> seconds = prometheus.values("scrape_duration_seconds{job=\"upstream\"}[3h]");
    int failed = 0;
    int late = 0;
    for (int i = 0; i < up.size(); i++) {
      if (up.get(i) == 0) {
        failed++;
        late += seconds.get(i) >= 1 ? 1 : 0;
      }
    }
    report.row("scrapes, and how many failed", "%d, %d".formatted(up.size(), failed));
    report.row("longest scrape", "%.0f ms".formatted(1e3 * Collections.max(seconds)));
    report.row("longest answer to wrk", "%.0f ms".formatted(longestMicros / 1e3));
    // Where small answers take half of that, it is the machine that is short of something.
    if (failed > late || (late > 0 && longestMicros < 500_000)) {
      report.complain(
          "%d scrapes of %d failed, %d of them by being late".formatted(failed, up.size(), late));
    }
  }

  private void compareTimes() {
    // The first pair is of cold code.
    List<Pair> warm = pairs.size() > 1 ? pairs.subList(1, pairs.size()) : pairs;
    compare("requests a second", warm, Wrk.Round::perSecond);
    compare("p50 in ms", warm, round -> round.p50Micros() / 1e3);
    compare("p99 in ms", warm, round -> round.p99Micros() / 1e3);
  }

  private void compare(String what, List<Pair> warm, ToDoubleFunction<Wrk.Round> figure) {
    double with = median(warm.stream().mapToDouble(pair -> figure.applyAsDouble(pair.with())));
    double without =
        median(warm.stream().mapToDouble(pair -> figure.applyAsDouble(pair.without())));
    report.row(
        what + ", with and without the library, median of %d rounds".formatted(warm.size()),
        "%.1f and %.1f: x %.2f".formatted(with, without, with / without));
  }

  private static double median(DoubleStream figures) {
    double[] sorted = figures.sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
