package io.upstream.metrics.servlet.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The families that a scrape asks for by {@code name[]}: by the names of families or, as
 * client_java takes them, of their samples ({@code x_bucket}).
 *
 * <p>The query string is read here and not by {@code getParameter}, which may be limited, patched
 * by a filter, or read a body.
 */
public final class ScrapeQuery {

  static final int MAX_LENGTH = 64 * 1024;
  static final int MAX_PARAMETERS = 1024;

  // The JDK also takes a sign, or digits of another script, for a hexadecimal digit.
  private static final Pattern HALF_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private static final List<String> SUFFIXES =
      List.of("_total", "_bucket", "_count", "_sum", "_created", "_info", "_gcount", "_gsum");

  private ScrapeQuery() {}

  /**
   * Returns the names; empty if the request asks for all families.
   *
   * @throws IllegalArgumentException for a query that is too long or malformed; its message is fit
   *     for the client
   */
  public static Set<String> names(@Nullable String query) {
    if (query == null || query.isEmpty()) {
      return Set.of();
    }
    if (query.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("The query is longer than 64 KB.");
    }
    Set<String> names = new LinkedHashSet<>();
    int count = 0;
    for (int start = 0; start <= query.length(); ) {
      int end = query.indexOf('&', start);
      end = end < 0 ? query.length() : end;
      if (++count > MAX_PARAMETERS) {
        throw new IllegalArgumentException("The query has more than 1024 parameters.");
      }
      String name = nameIn(query.substring(start, end));
      if (name != null) {
        names.add(name);
        addFamilies(names, name);
      }
      start = end + 1;
    }
    return names;
  }

  /** Adds the families to which a sample of a name may belong, whether or not they exist. */
  private static void addFamilies(Set<String> names, String name) {
    for (String suffix : SUFFIXES) {
      if (name.endsWith(suffix)) {
        names.add(name.substring(0, name.length() - suffix.length()));
      }
    }
  }

  private static @Nullable String nameIn(String parameter) {
    int equals = parameter.indexOf('=');
    String key = decode(equals < 0 ? parameter : parameter.substring(0, equals));
    String value = decode(equals < 0 ? "" : parameter.substring(equals + 1));
    return key.equals("name[]") ? value : null;
  }

  private static String decode(String text) {
    if (HALF_ESCAPE.matcher(text).find()) {
      throw new IllegalArgumentException("The query is not well-formed.");
    }
    return URLDecoder.decode(text, UTF_8);
  }
}
