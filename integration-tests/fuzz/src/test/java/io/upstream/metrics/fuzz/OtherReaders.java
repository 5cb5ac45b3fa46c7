package io.upstream.metrics.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.upstream.metrics.page.WriterTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Pages as they are read by programs that nobody here wrote: Prometheus' promtool, and the two
 * parsers of its Python client. What they read is what stands there, name by name, character by
 * character and bit by bit.
 */
final class OtherReaders {

  private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  // A process for each page; evenly over all.
  private static final int MOST_FOR_PROMTOOL = 300;

  private static final String SCRIPT =
      """
      import json, struct, sys
      from prometheus_client.parser import text_string_to_metric_families as text
      from prometheus_client.openmetrics.parser import text_string_to_metric_families as open_metrics

      for line in sys.stdin:
          path = line.strip()
          page = open(path, encoding='utf-8', newline='').read()
          try:
              samples = []
              openly = path.endswith('.om')
              for family in (open_metrics if openly else text)(page):
                  # The client's own name for a counter is that of OpenMetrics, whatever it read.
                  renamed = not openly and f'# TYPE {family.name} counter\\n' in page
                  for s in family.samples:
                      name = s.name.removesuffix('_total') if renamed else s.name
                      bits = struct.pack('>d', float(s.value)).hex()
                      samples.append([name, s.labels, bits])
              print(json.dumps({'path': path, 'samples': samples}))
          except Exception as e:
              print(json.dumps({'path': path, 'error': repr(e)}))
      """;

  private OtherReaders() {}

  /** How much was read. */
  record Figures(int pages, int byPromtool, long samples) {

    @Override
    public String toString() {
      return "read alike by others: %,d pages, %,d samples; by promtool: %,d pages"
          .formatted(pages, samples, byPromtool);
    }
  }

  /** Lets other parsers read the pages of inputs, in both formats. */
  static Figures read(List<byte[]> inputs) throws IOException, InterruptedException {
    need(PROMTOOL, "prometheus");
    need(PYTHON, "python3");
    Path directory = Files.createTempDirectory("pages");
    try {
      Map<String, Map<Sample, Double>> pages = new HashMap<>();
      int byPromtool = 0;
      for (int i = 0; i < inputs.size(); i++) {
        WriterTarget.Pages made = WriterTarget.of(inputs.get(i));
        Path text = Files.writeString(directory.resolve(i + ".txt"), made.text());
        Path open = Files.writeString(directory.resolve(i + ".om"), made.openMetrics());
        pages.put(text.toString(), PageReader.read(made.text(), false).samples());
        pages.put(open.toString(), PageReader.read(made.openMetrics(), true).samples());
        int apart = Math.max(1, inputs.size() / MOST_FOR_PROMTOOL);
        if (i % apart == 0) {
          promtool(text);
          byPromtool++;
        }
      }
      long samples = python(directory, pages);
      return new Figures(pages.size(), byPromtool, samples);
    } finally {
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(directory);
    }
  }

  private static void need(Path program, String name) {
    boolean there = Files.isExecutable(program);
    assertThat(there || !Boolean.getBoolean("upstream.full"))
        .as(program + " is not installed; .ci/run says how to")
        .isTrue();
    assumeTrue(there, name + " is not installed");
  }

  /** It has opinions on names, too; an error is another thing. */
  private static void promtool(Path page) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(PROMTOOL.toString(), "check", "metrics")
            .redirectInput(page.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    assertThat(exit).as(() -> said + contents(page)).isIn(0, 3);
    assertThat(said).as(() -> contents(page)).doesNotContain("error while linting");
  }

  private static String contents(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static long python(Path directory, Map<String, Map<Sample, Double>> pages)
      throws IOException, InterruptedException {
    Path list = Files.write(directory.resolve("list"), pages.keySet());
    Path output = directory.resolve("read");
    Process process =
        new ProcessBuilder(PYTHON.toString(), "-c", SCRIPT)
            .redirectInput(list.toFile())
            .redirectOutput(output.toFile())
            .redirectError(directory.resolve("errors").toFile())
            .start();
    int exit = process.waitFor();
    assertThat(exit).as(() -> contents(directory.resolve("errors"))).isZero();
    long samples = 0;
    int answers = 0;
    for (String line : Files.readAllLines(output)) {
      JsonNode answer = MAPPER.readTree(line);
      Path page = Path.of(answer.get("path").asText());
      assertThat(answer.has("error"))
          .as(() -> answer.get("error") + "\n" + contents(page))
          .isFalse();
      Map<Sample, Double> read = samples(answer.get("samples"));
      assertThat(read).as(() -> contents(page)).isEqualTo(pages.get(page.toString()));
      samples += read.size();
      answers++;
    }
    assertThat(answers).isEqualTo(pages.size());
    return samples;
  }

  private static Map<Sample, Double> samples(JsonNode list) {
    Map<Sample, Double> samples = new HashMap<>();
    for (JsonNode each : list) {
      Map<String, String> labels = new TreeMap<>();
      for (Map.Entry<String, JsonNode> label : each.get(1).properties()) {
        labels.put(label.getKey(), label.getValue().asText());
      }
      long bits = Long.parseUnsignedLong(each.get(2).asText(), 16);
      samples.put(new Sample(each.get(0).asText(), labels), Double.longBitsToDouble(bits));
    }
    return samples;
  }
}
