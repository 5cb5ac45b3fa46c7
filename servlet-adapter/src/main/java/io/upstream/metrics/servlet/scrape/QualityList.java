package io.upstream.metrics.servlet.scrape;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The entries of an {@code Accept} or {@code Accept-Encoding} header with their q-values. */
final class QualityList {

  private static final Pattern Q = Pattern.compile("0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?");

  private QualityList() {}

  /**
   * @param value lower case, without parameters
   * @param parameters lower-case names, values without their quotes; q is not among them
   */
  record Entry(String value, Map<String, String> parameters, double quality) {}

  /** Parses the header; a malformed entry is ignored. */
  static List<Entry> parse(Iterable<String> lines) {
    List<Entry> entries = new ArrayList<>();
    for (String line : lines) {
      for (String element : splitOutsideQuotes(line, ',')) {
        Entry entry = entry(splitOutsideQuotes(element, ';'));
        if (entry != null) {
          entries.add(entry);
        }
      }
    }
    return entries;
  }

  private static @Nullable Entry entry(List<String> parts) {
    String value = parts.get(0).trim().toLowerCase(Locale.ROOT);
    Map<String, String> parameters = new HashMap<>();
    double quality = 1;
    for (String part : parts.subList(1, parts.size())) {
      int equals = part.indexOf('=');
      String name = (equals < 0 ? part : part.substring(0, equals)).trim().toLowerCase(Locale.ROOT);
      String argument = equals < 0 ? "" : unquoted(part.substring(equals + 1).trim());
      if (!name.equals("q")) {
        parameters.put(name, argument);
      } else if (Q.matcher(argument).matches()) {
        quality = Double.parseDouble(argument);
      } else {
        return null;
      }
    }
    return value.isEmpty() ? null : new Entry(value, parameters, quality);
  }

  private static String unquoted(String text) {
    return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
        ? text.substring(1, text.length() - 1).replace("\\", "")
        : text;
  }

  private static List<String> splitOutsideQuotes(String text, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '\\' && quoted) {
        i++;
      } else if (c == separator && !quoted) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }
}
