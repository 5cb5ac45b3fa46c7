package io.upstream.metrics.console;

import io.upstream.metrics.page.Json;
import java.io.IOException;
import java.io.Writer;

/**
 * Writes a page in the text format as JSON, family by family:
 *
 * <pre>{@code
 * {"time":1767225600000,"families":[{"name":"up","type":"gauge","help":"..","samples":[
 *   {"name":"up","labels":{"job":"a"},"value":1.0}]}]}
 * }</pre>
 *
 * <p>A value that is not a number in JSON is a string: {@code "NaN"}, {@code "+Inf"}, {@code
 * "-Inf"}.
 */
final class ConsoleValues implements PageLines.Reader {

  private final Writer out;
  private String help = "";
  private boolean familyOpen;
  private boolean sampleWritten;

  ConsoleValues(Writer out, long epochMillis) throws IOException {
    this.out = out;
    out.write("{\"time\":" + epochMillis + ",\"families\":[");
  }

  @Override
  public void line(String line) throws IOException {
    if (line.startsWith("# HELP ")) {
      String[] words = line.split(" ", 4);
      help = words.length > 3 ? ShownSample.unescape(words[3]) : "";
    } else if (line.startsWith("# TYPE ")) {
      String[] words = line.split(" ", 4);
      open(words[2], words[3]);
    } else if (familyOpen && !line.isEmpty() && line.charAt(0) != '#') {
      sample(ShownSample.parse(line));
    }
  }

  private void open(String name, String type) throws IOException {
    out.write(familyOpen ? "]},\n{\"name\":" : "\n{\"name\":");
    out.write(Json.write(name));
    out.write(",\"type\":" + Json.write(type));
    out.write(",\"help\":" + Json.write(help) + ",\"samples\":[");
    help = "";
    familyOpen = true;
    sampleWritten = false;
  }

  private void sample(ShownSample sample) throws IOException {
    out.write(sampleWritten ? ",\n{\"name\":" : "\n{\"name\":");
    out.write(Json.write(sample.name()));
    out.write(",\"labels\":" + Json.write(sample.labels()));
    out.write(",\"value\":" + number(sample.value()) + "}");
    sampleWritten = true;
  }

  private static String number(String value) {
    boolean plain = value.chars().allMatch(c -> "0123456789+-.eE".indexOf(c) >= 0);
    return plain ? value : Json.write(value);
  }

  void end() throws IOException {
    out.write(familyOpen ? "]}]}\n" : "]}\n");
    out.flush();
  }
}
