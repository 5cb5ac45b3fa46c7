package io.upstream.metrics.monitoring;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Hours of a Python service's pages, grown from one page that was recorded from the originals
 * ({@code django-golden.txt}): its counters go up by what that page says at each step.
 */
final class PythonHistory {

  private static final String TARGET = "job=\"upstream\",instance=\"python:8000\"";

  private final long end;
  private final List<String> page = new ArrayList<>();

  PythonHistory(long end) throws IOException {
    this.end = end;
    for (String line : Files.readAllLines(Path.of("src/test/resources/django-golden.txt"))) {
      if (!line.startsWith("#") && !line.matches("[a-z_]+_created[{ ].*")) {
        page.add(line);
      }
    }
  }

  /** Writes it alone. */
  void write(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      append(out);
      out.write("# EOF\n");
    }
  }

  /** Writes it behind what a file has already. */
  void appendTo(Path file) throws IOException {
    String before = Files.readString(file);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(before.substring(0, before.length() - "# EOF\n".length()));
      append(out);
      out.write("# EOF\n");
    }
  }

  private void append(BufferedWriter out) throws IOException {
    for (int step = 1; step <= SimulatedHistory.STEPS; step++) {
      long time = end - (long) (SimulatedHistory.STEPS - step) * SimulatedHistory.STEP;
      StringBuilder grown = new StringBuilder("up 1\n");
      for (String line : page) {
        int value = line.lastIndexOf(' ');
        double now = Double.parseDouble(line.substring(value + 1));
        grown.append(line, 0, value + 1).append(isCounted(line) ? now * step : now).append('\n');
      }
      SimulatedHistory.write(grown.toString(), TARGET, time, out);
    }
  }

  private static boolean isCounted(String line) {
    String name = line.substring(0, line.indexOf(line.contains("{") ? '{' : ' '));
    return name.matches(".+(_total|_bucket|_sum|_count)");
  }
}
