package io.upstream.metrics.commands;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The exit code and the output of a command. */
record Run(int code, String out, String err) {

  static final Instant NOW = Instant.parse("2026-03-20T00:00:00Z");

  static Run of(Map<String, String> environment, String... words) {
    return of(null, null, environment, words);
  }

  static Run of(
      @Nullable PageSource page,
      @Nullable DataSource database,
      Map<String, String> environment,
      String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        new Commands(
                page,
                database,
                new Environment(environment),
                InstantSource.fixed(NOW),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8))
            .run(words);
    return new Run(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
