package io.upstream.metrics.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The PromQL blocks of the guides, without those that a page marks as fragments. */
final class GuideQueries {

  private static final Pattern BLOCK =
      Pattern.compile(
          "(?<fragment><!-- fragment: [^\n]*? -->\n+)?^ *```promql\n(?<text>.*?)^ *```$",
          Pattern.DOTALL | Pattern.MULTILINE);

  private GuideQueries() {}

  static List<String> all() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("..", "docs"))) {
      return Stream.concat(files, Stream.of(Path.of("..", "README.md")))
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .flatMap(file -> BLOCK.matcher(read(file)).results())
          .filter(block -> block.group(1) == null)
          .map(block -> block.group(2))
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
