package io.upstream.metrics.test;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One sample line of a page in text format 0.0.4.
 *
 * @param name the name before the labels
 * @param labels the labels with their values
 * @param value the number
 */
record SampleLine(String name, Map<String, String> labels, double value) {

  static SampleLine of(String line) {
    int open = line.indexOf('{');
    int space = line.lastIndexOf(' ');
    if (open < 0 || open > space) {
      return new SampleLine(line.substring(0, space), Map.of(), number(line.substring(space + 1)));
    }
    Map<String, String> labels = new LinkedHashMap<>();
    int at = open + 1;
    while (line.charAt(at) != '}') {
      int equals = line.indexOf("=\"", at);
      StringBuilder value = new StringBuilder();
      int next = equals + 2;
      for (; line.charAt(next) != '"'; next++) {
        char c = line.charAt(next);
        if (c == '\\') {
          next++;
          c = line.charAt(next) == 'n' ? '\n' : line.charAt(next);
        }
        value.append(c);
      }
      labels.put(line.substring(at, equals), value.toString());
      at = next + 1;
      if (line.charAt(at) == ',') {
        at++;
      }
    }
    return new SampleLine(line.substring(0, open), labels, number(line.substring(at + 1).strip()));
  }

  static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
