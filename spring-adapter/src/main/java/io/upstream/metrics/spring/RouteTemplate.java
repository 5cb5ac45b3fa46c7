package io.upstream.metrics.spring;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Converts Spring's patterns to route templates: {@code /claims/{id:[0-9]+}} to {@code
 * /claims/{id}}.
 */
final class RouteTemplate {

  private static final int MAX = 1_000;
  private static final Map<String, String> KNOWN = new ConcurrentHashMap<>();

  private RouteTemplate() {}

  static String of(String pattern) {
    if (pattern.indexOf(':') < 0 && pattern.indexOf("{*") < 0 && pattern.startsWith("/")) {
      return pattern;
    }
    String known = KNOWN.get(pattern);
    if (known == null) {
      known = plain(pattern);
      if (KNOWN.size() < MAX) {
        KNOWN.put(pattern, known);
      }
    }
    return known;
  }

  /** Reduces a part in braces to its name; the expression in it may have braces itself. */
  private static String plain(String pattern) {
    StringBuilder plain = new StringBuilder(pattern.startsWith("/") ? "" : "/");
    int depth = 0;
    boolean expression = false;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '{') {
        depth++;
      } else if (c == '}') {
        depth--;
      }
      if (depth == 0) {
        expression = false;
      } else if (depth == 1 && c == ':') {
        expression = true;
      }
      boolean catchAll = depth == 1 && c == '*' && pattern.charAt(i - 1) == '{';
      if (!expression && !catchAll) {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
