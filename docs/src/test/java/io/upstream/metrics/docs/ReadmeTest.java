package io.upstream.metrics.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs what the README shows. */
class ReadmeTest {

  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  private static final String PROGRAM =
      """
      import io.upstream.metrics.*;
      import io.upstream.metrics.label.*;

      class Example {
        public static void main(String[] args) throws Exception {
          %s
        }
      }
      """;

  @TempDir private Path directory;

  @Test
  void the_plain_example_prints_what_it_recorded() throws Exception {
    assertThat(run(block("## Quick start", "trackIngestion")))
        .contains(
            "upstream_claim_records_ingested_total{customer_id=\"acme\",status=\"success\"}"
                + " 1200.0\n");
  }

  @Test
  void the_first_example_records_high_drift() throws Exception {
    String top = section("# upstream-metrics");
    String recorded = block("# upstream-metrics", "trackDriftEvent");
    assertThat(run(recorded + "UpstreamMetrics.recorder().writePage(System.out);").lines())
        .contains(lineAfter("grep drift_event\n", top));
  }

  /** Compiles and runs statements in a JVM of their own, with core and what core brings. */
  private String run(String statements) throws Exception {
    Path file = Files.writeString(directory.resolve("Example.java"), PROGRAM.formatted(statements));
    Path output = directory.resolve("output");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-classpath");
    command.add(System.getProperty("java.class.path"));
    command.add(file.toString());
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.waitFor()).as("exit code of " + statements).isZero();
    return Files.readString(output, StandardCharsets.UTF_8);
  }

  private static String block(String title, String contained) throws IOException {
    Matcher block = BLOCK.matcher(section(title));
    while (block.find()) {
      if (block.group(1).contains(contained)) {
        return block.group(1);
      }
    }
    throw new AssertionError("no Java block below " + title + " has " + contained);
  }

  private static String lineAfter(String start, String text) {
    int from = text.indexOf(start);
    assertThat(from).as(start).isNotNegative();
    return text.substring(from + start.length()).lines().findFirst().orElseThrow();
  }

  private static String section(String title) throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    int start = readme.indexOf(title + "\n");
    assertThat(start).as(title).isNotNegative();
    return readme.substring(start, readme.indexOf("\n## ", start + title.length()));
  }
}
