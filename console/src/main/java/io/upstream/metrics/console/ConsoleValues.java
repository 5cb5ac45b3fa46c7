package io.upstream.metrics.console;

import io.upstream.metrics.page.Json;
import java.io.IOException;
import java.io.Writer;

/**
 * Makes JSON of a page in the text format, family by family:
 *
 * <pre>{@code
 * {"time":1767225600000,"families":[{"name":"up","type":"gauge","help":"..","samples":[
 *   {"name":"up","labels":{"job":"a"},"value":1.0}]}]}
 * }</pre>
 *
 * <p>What is no number in JSON is a string: {@code "NaN"}, {@code "+Inf"}, {@code "-Inf"}.
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
      help = words.length > 3 ? unescaped(words[3]) : "";
    } else if (line.startsWith("# TYPE ")) {
      String[] words = line.split(" ", 4);
      open(words[2], words[3]);
    } else if (familyOpen && !line.isEmpty() && line.charAt(0) != '#') {
      sample(line);
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

  private void sample(String line) throws IOException {
    int brace = line.indexOf('{');
    int blank = line.indexOf(' ');
    boolean labelled = brace >= 0 && brace < blank;
    out.write(sampleWritten ? ",\n{\"name\":" : "\n{\"name\":");
    out.write(Json.write(line.substring(0, labelled ? brace : blank)));
    out.write(",\"labels\":{");
    int end = labelled ? labels(line, brace + 1) : blank;
    out.write("},\"value\":" + number(line.substring(end).strip()) + "}");
    sampleWritten = true;
  }

  /** Writes the labels, and says where they end. */
  private int labels(String line, int start) throws IOException {
    int at = start;
    String separator = "";
    while (line.charAt(at) != '}') {
      int equals = line.indexOf('=', at);
      int end = endOfValue(line, equals + 2);
      out.write(separator);
      out.write(Json.write(line.substring(at, equals)));
      out.write(":" + Json.write(unescaped(line.substring(equals + 2, end))));
      separator = ",";
      at = line.charAt(end + 1) == ',' ? end + 2 : end + 1;
    }
    return at + 1;
  }

  private static int endOfValue(String line, int start) {
    int end = start;
    while (line.charAt(end) != '"') {
      end += line.charAt(end) == '\\' ? 2 : 1;
    }
    return end;
  }

  private static String unescaped(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        c = text.charAt(++i);
        c = c == 'n' ? '\n' : c;
      }
      plain.append(c);
    }
    return plain.toString();
  }

  /** The value; a time stamp behind it is left out. */
  private static String number(String text) {
    int blank = text.indexOf(' ');
    String value = blank < 0 ? text : text.substring(0, blank);
    boolean plain = value.chars().allMatch(c -> "0123456789+-.eE".indexOf(c) >= 0);
    return plain ? value : Json.write(value);
  }

  void end() throws IOException {
    out.write(familyOpen ? "]}]}\n" : "]}\n");
    out.flush();
  }
}
