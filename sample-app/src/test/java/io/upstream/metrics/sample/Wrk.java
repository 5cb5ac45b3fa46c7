package io.upstream.metrics.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.upstream.metrics.testing.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Debian's wrk: as many requests as the application answers, from a few dozen connections. */
final class Wrk {

  static final Path PROGRAM = Path.of("/usr/bin/wrk");
  static final int CONNECTIONS = 32;

  private static final Pattern RESULT =
      Pattern.compile("^soaked (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)$", Pattern.MULTILINE);

  /**
   * What came of a round.
   *
   * @param answers that wrk saw, which are not all: what is under way at the end is given up
   */
  record Round(long answers, double perSecond, long p50Micros, long p99Micros, long maxMicros) {}

  private Wrk() {}

  /** Lets it work for so long. */
  static Round run(Path folder, int port, int round, Duration time) throws Exception {
    Path script = folder.resolve("soak.lua");
    try (var source = Wrk.class.getResourceAsStream("/soak.lua")) {
      Files.write(script, source.readAllBytes());
    }
    Process process =
        new ProcessBuilder(
                PROGRAM.toString(),
                "--threads=1",
                "--connections=" + CONNECTIONS,
                "--duration=" + time.toSeconds() + "s",
                "--timeout=30s",
                "--script=" + script,
                "http://127.0.0.1:" + port,
                "--",
                String.valueOf(round))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("wrk.log").toFile())
            .start();
    try {
      if (!process.waitFor(time.toSeconds() + 120, TimeUnit.SECONDS)) {
        throw new AssertionError("wrk does not come to its end");
      }
    } finally {
      Programs.end(process);
    }
    return read(Files.readString(folder.resolve("wrk.log"), UTF_8));
  }

  private static Round read(String output) throws IOException {
    Matcher result = RESULT.matcher(output);
    if (!result.find()) {
      throw new IOException("wrk said:\n" + output);
    }
    long answers = Long.parseLong(result.group(1));
    return new Round(
        answers,
        answers * 1e6 / Long.parseLong(result.group(2)),
        Long.parseLong(result.group(3)),
        Long.parseLong(result.group(4)),
        Long.parseLong(result.group(5)));
  }
}
