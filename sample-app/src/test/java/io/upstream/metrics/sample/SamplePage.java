package io.upstream.metrics.sample;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** A page in the text format. */
record SamplePage(String text) {

  /** Returns the present page of an application. */
  static SamplePage of(AppProcess app) throws IOException {
    return new SamplePage(app.send("GET", "/metrics").body());
  }

  long series() {
    return text.lines().filter(line -> !line.startsWith("#")).count();
  }

  /** The sum over the samples of a name whose labels contain all of the parts. */
  double sum(String name, String... parts) {
    return samples(name, parts).stream()
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  List<String> samples(String name, String... parts) {
    return text.lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> Stream.of(parts).allMatch(line::contains))
        .toList();
  }
}
