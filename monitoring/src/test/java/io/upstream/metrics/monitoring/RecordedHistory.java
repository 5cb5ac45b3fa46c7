package io.upstream.metrics.monitoring;

import io.upstream.metrics.testing.Programs;
import io.upstream.metrics.testing.PrometheusServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Prometheus with the committed rules over a history that a test has written. */
final class RecordedHistory {

  private RecordedHistory() {}

  /** Starts a server over the samples in the folder's file {@code history}. */
  static PrometheusServer serve(Path folder) throws Exception {
    promtool(
        folder,
        "tsdb",
        "create-blocks-from",
        "openmetrics",
        "--max-block-duration=24h",
        "history",
        "data");
    for (String file : List.of("alerts.yml", "recording.yml")) {
      String rules = Files.readString(MonitoringFilesTest.MONITORING.resolve("prometheus/" + file));
      Files.writeString(
          folder.resolve(file), rules.replaceAll("interval: (30s|1m)\n", "interval: 1s\n"));
    }
    return PrometheusServer.start(
        folder,
        Files.writeString(
            folder.resolve("prometheus.yml"), "rule_files: [alerts.yml, recording.yml]\n"));
  }

  /** Restarts a server with the recordings of its history, as if the rules had been there. */
  static PrometheusServer record(PrometheusServer server, Path folder, long from, long to)
      throws Exception {
    promtool(
        folder,
        "tsdb",
        "create-blocks-from",
        "rules",
        "--start=" + from,
        "--end=" + to,
        "--eval-interval=60s",
        "--output-dir=data",
        "--url=" + server.url(),
        "alerts.yml",
        "recording.yml");
    server.close();
    return PrometheusServer.start(folder, folder.resolve("prometheus.yml"));
  }

  private static void promtool(Path folder, String... arguments) throws Exception {
    // A part of its time would go to collecting garbage.
    List<String> command = new ArrayList<>(List.of("env", "GOGC=400", "promtool"));
    command.addAll(List.of(arguments));
    Programs.Outcome outcome = Programs.run(folder, command);
    if (outcome.code() != 0) {
      throw new AssertionError(outcome.text());
    }
  }
}
