package io.upstream.metrics.spring;

import io.upstream.metrics.UpstreamRecorder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The numbers of a page, line by line. */
public final class Numbers {

  private final Map<String, Double> lines = new TreeMap<>();

  private Numbers(String page) {
    for (String line : page.split("\n")) {
      if (!line.startsWith("#") && !line.isBlank()) {
        int space = line.lastIndexOf(' ');
        lines.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
      }
    }
  }

  public static Numbers of(UpstreamRecorder recorder) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      recorder.writePage(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Numbers(out.toString(StandardCharsets.UTF_8));
  }

  /** The value of {@code name{label="value"}}; 0 where there is no such line. */
  public double at(String series) {
    return lines.getOrDefault(series, 0.0);
  }

  /** The lines of a family, those at 0 left out. */
  public Map<String, Double> family(String name) {
    Map<String, Double> of = new TreeMap<>();
    lines.forEach(
        (series, value) -> {
          if (series.startsWith(name + "{") && value != 0) {
            of.put(series.substring(name.length()), value);
          }
        });
    return of;
  }

  @Override
  public String toString() {
    return lines.toString();
  }
}
