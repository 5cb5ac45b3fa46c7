package io.upstream.metrics.console;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A line of a page in the text format that holds a sample.
 *
 * @param name the name of the sample, which for a histogram is not the family's
 * @param labels the labels in the order of the line
 * @param value the value as it is written, without a time stamp
 */
record ShownSample(String name, Map<String, String> labels, String value) {

  static ShownSample parse(String line) {
    int brace = line.indexOf('{');
    int blank = line.indexOf(' ');
    boolean labelled = brace >= 0 && brace < blank;
    int nameEnd = labelled ? brace : blank;
    Map<String, String> labels = new LinkedHashMap<>();
    int end = labelled ? readLabels(line, brace + 1, labels) : blank;
    return new ShownSample(line.substring(0, nameEnd), labels, value(line, end));
  }

  /** Reads the labels, and returns where they end. */
  private static int readLabels(String line, int start, Map<String, String> labels) {
    int at = start;
    while (line.charAt(at) != '}') {
      int equals = line.indexOf('=', at);
      int end = endOfValue(line, equals + 2);
      labels.put(line.substring(at, equals), unescape(line.substring(equals + 2, end)));
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

  private static String value(String line, int start) {
    String text = line.substring(start).strip();
    int blank = text.indexOf(' ');
    return blank < 0 ? text : text.substring(0, blank);
  }

  /** Returns a help text or a label value without the escapes of the text format. */
  static String unescape(String text) {
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
}
