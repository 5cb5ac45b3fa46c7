package io.upstream.metrics.servlet.scrape;

import io.upstream.metrics.fuzz.Claim;
import io.upstream.metrics.fuzz.Input;
import io.upstream.metrics.fuzz.Requests;
import io.upstream.metrics.page.PageFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.tomcat.util.http.parser.AcceptEncoding;
import org.jspecify.annotations.Nullable;

/**
 * What a client says it wants.
 *
 * <p>A line is {@code a} and a line of {@code Accept}, {@code e} and one of {@code
 * Accept-Encoding}, or {@code q} and a query. Whatever they say, there is an answer; where they are
 * well-formed, it is the one of a second reading.
 */
public final class NegotiationTarget {

  // RFC 9110, 5.6 and 12.5.1.
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final String QUOTED = "\"(?:[\\t !#-\\[\\]-~]|\\\\[\\t -~])*\"";
  private static final String PARAMETER =
      "[ \\t]*;[ \\t]*(" + TOKEN + ")=(" + TOKEN + "|" + QUOTED + ")";
  private static final Pattern NEXT_PARAMETER = Pattern.compile(PARAMETER);
  private static final Pattern RANGE =
      Pattern.compile(
          "[ \\t]*(?:(" + TOKEN + "/" + TOKEN + ")((?:" + PARAMETER + ")*))?[ \\t]*(?:,|$)");
  private static final Pattern WEIGHT = Pattern.compile("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?");
  private static final Pattern CODINGS =
      Pattern.compile(
          "CODING(?:[ \\t]*,[ \\t]*CODING)*"
              .replace(
                  "CODING",
                  "[A-Za-z*-]+(?:[ \\t]*;[ \\t]*q=(?:0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?))?"));

  private static final Pattern NOTHING = Pattern.compile("q=0(?:\\.0{0,3})?(?![.0-9])");

  // Space is never given back: what follows it would then not seem to be gzip.
  private static final Pattern REFUSED_GZIP =
      Pattern.compile(
          "(?:(?!(?:x-)?gzip)[^,]*,[ \\t]*+)*+gzip[ \\t]*;[ \\t]*q=0(?:,[ \\t]*+(?!(?:x-)?gzip)[^,]*)*",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern SAMPLE =
      Pattern.compile("(?s)(.*)_(?:total|bucket|count|sum|created|info|gcount|gsum)");

  private static final Set<String> REFUSALS =
      Set.of(
          "The query is not well-formed.",
          "The query is longer than 64 KB.",
          "The query has more than 1024 parameters.");

  private NegotiationTarget() {}

  /** For the fuzzer, before the clock runs for an input: whatever is needed is loaded. */
  public static void fuzzerInitialize() {
    fuzzerTestOneInput(new byte[0]);
  }

  /** For the fuzzer. */
  public static void fuzzerTestOneInput(byte[] data) {
    List<String> accept = new ArrayList<>();
    List<String> encodings = new ArrayList<>();
    for (String line : Input.lines(data)) {
      switch (Input.at(line, 0)) {
        case 'a' -> accept.add(Input.from(line, 1));
        case 'e' -> encodings.add(Input.from(line, 1));
        case 'q' -> query(Input.from(line, 1));
        default -> accept.add(line);
      }
    }
    accept(accept);
    gzip(encodings);
  }

  private static void accept(List<String> lines) {
    PageFormat chosen = format(lines);
    Claim.same(format(lines), chosen, "asked twice, two forms", lines);
    List<Range> ranges = new ArrayList<>();
    boolean wellFormed = true;
    for (String line : lines) {
      wellFormed &= read(line, ranges);
    }
    if (!wellFormed) {
      return;
    }
    Claim.same(chosen, expected(ranges), "another form than by the RFC", lines);
    Claim.same(format(List.of(String.join(" ,\t, ", lines))), chosen, "lines are no list", lines);
    List<String> more = new ArrayList<>(lines);
    more.add("application/json, image/*;q=0.7");
    Claim.same(format(more), chosen, "what is not offered counts", lines);
  }

  private static PageFormat format(List<String> lines) {
    Requests request = Requests.from("192.0.2.1");
    lines.forEach(line -> request.with("Accept", line));
    return Negotiation.form(request.request()).format();
  }

  private record Range(String type, List<String[]> parameters, int thousandths) {

    /** How exactly it names a form; less than 0 where it does not. */
    int names(String form, String[]... own) {
      boolean byName = form.endsWith("protobuf"); // is only for clients that name it
      if (type.equals("*/*")) {
        return byName ? -1 : 0;
      }
      if (!byName && type.equals(form.replaceAll("/.*", "/*"))) {
        return 1;
      }
      if (!type.equals(form)) {
        return -1;
      }
      int exactness = 2;
      for (String[] one : own) {
        String last = null;
        for (String[] parameter : parameters) {
          last = parameter[0].equals(one[0]) ? parameter[1] : last;
        }
        if (last != null && !List.of(one).subList(1, one.length).contains(last)) {
          return -1;
        }
        exactness += last == null ? 0 : 1;
      }
      return exactness;
    }
  }

  /** Returns whether a line is well-formed; what it says is added. */
  private static boolean read(String line, List<Range> ranges) {
    Matcher next = RANGE.matcher(line);
    int at = 0;
    while (at < line.length()) {
      next.region(at, line.length());
      if (!next.lookingAt() || next.end() == at) {
        return false;
      }
      if (next.group(1) != null) {
        Range range = range(next.group(1).toLowerCase(Locale.ROOT), next.group(2));
        if (range == null) {
          return false; // what a malformed weight means no RFC says
        }
        ranges.add(range);
      }
      at = next.end();
    }
    return true;
  }

  private static @Nullable Range range(String type, String text) {
    List<String[]> parameters = new ArrayList<>();
    int thousandths = 1000;
    Matcher next = NEXT_PARAMETER.matcher(text);
    while (next.find()) {
      String name = next.group(1).toLowerCase(Locale.ROOT);
      String value = next.group(2);
      if (value.startsWith("\"")) {
        value = value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1");
      }
      if (!name.equals("q")) {
        parameters.add(new String[] {name, value});
      } else if (WEIGHT.matcher(value).matches()) {
        thousandths = (int) Math.round(Double.parseDouble(value) * 1000);
      } else {
        return null;
      }
    }
    return new Range(type, parameters, thousandths);
  }

  private static PageFormat expected(List<Range> ranges) {
    if (ranges.isEmpty()) {
      return PageFormat.TEXT;
    }
    String[] charset = {"charset", "utf-8", "UTF-8"};
    int text = weight(ranges, "text/plain", new String[] {"version", "0.0.4"}, charset);
    int open =
        weight(
            ranges,
            "application/openmetrics-text",
            new String[] {"version", "1.0.0", "0.0.1"},
            charset);
    int protobuf =
        weight(
            ranges,
            "application/vnd.google.protobuf",
            new String[] {"proto", "io.prometheus.client.MetricFamily"},
            new String[] {"encoding", "delimited"});
    if (protobuf > Math.max(text, open)) {
      return PageFormat.PROTOBUF;
    }
    return open > text ? PageFormat.OPENMETRICS : PageFormat.TEXT;
  }

  /** The largest weight among those ranges that name a form the most exactly. */
  private static int weight(List<Range> ranges, String form, String[]... own) {
    int most = ranges.stream().mapToInt(range -> range.names(form, own)).max().orElse(-1);
    return ranges.stream()
        .filter(range -> most >= 0 && range.names(form, own) == most)
        .mapToInt(Range::thousandths)
        .max()
        .orElse(0);
  }

  private static void gzip(List<String> lines) {
    boolean zipped = gzipped(lines);
    Claim.same(gzipped(lines), zipped, "asked twice, two encodings", lines);
    if (lines.size() != 1 || !CODINGS.matcher(lines.get(0)).matches()) {
      return;
    }
    if (REFUSED_GZIP.matcher(lines.get(0)).matches()) {
      Claim.holds(!zipped, "zipped for who refuses it", lines);
    }
    if (!NOTHING.matcher(lines.get(0)).find()) { // Tomcat forgets what weighs nothing
      Claim.same(zipped, byTomcat(lines.get(0)), "another encoding than by Tomcat", lines);
    }
  }

  private static boolean gzipped(List<String> lines) {
    Requests request = Requests.from("192.0.2.1");
    lines.forEach(line -> request.with("Accept-Encoding", line));
    return Negotiation.gzip(request.request());
  }

  private static boolean byTomcat(String line) {
    try {
      double gzip = -1;
      double any = 0;
      double identity = 0;
      for (AcceptEncoding one : AcceptEncoding.parse(new StringReader(line))) {
        switch (one.getEncoding().toLowerCase(Locale.ROOT)) {
          case "gzip", "x-gzip" -> gzip = Math.max(gzip, one.getQuality());
          case "identity" -> identity = one.getQuality();
          case "*" -> any = one.getQuality();
          default -> {
            // none that there is
          }
        }
      }
      double wanted = gzip < 0 ? any : gzip;
      return wanted > 0 && wanted >= identity;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void query(String query) {
    Set<String> ours;
    try {
      ours = ScrapeQuery.names(query);
    } catch (IllegalArgumentException e) {
      Claim.holds(REFUSALS.contains(e.getMessage()), "a refusal that says more", e.getMessage());
      ours = null;
    }
    Claim.same(ours, names(query), "other names than by a second reading", query);
  }

  /** As a form is read: percent and two hexadecimal digits are a byte, a plus is a blank. */
  private static @Nullable Set<String> names(String query) {
    Set<String> names = new LinkedHashSet<>();
    if (query.isEmpty()) {
      return names;
    }
    String[] parameters = query.split("&", -1);
    if (query.length() > 64 * 1024 || parameters.length > 1024) {
      return null;
    }
    for (String parameter : parameters) {
      String[] parts = parameter.split("=", 2);
      String key = decoded(parts[0]);
      String value = decoded(parts.length > 1 ? parts[1] : "");
      if (key == null || value == null) {
        return null;
      }
      if (key.equals("name[]")) {
        names.add(value);
        Matcher sample = SAMPLE.matcher(value);
        if (sample.matches()) {
          names.add(sample.group(1));
        }
      }
    }
    return names;
  }

  private static @Nullable String decoded(String text) {
    StringBuilder plain = new StringBuilder();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        if (!text.substring(i).matches("(?s)%[0-9A-Fa-f]{2}.*")) {
          return null;
        }
        bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        plain.append(bytes.toString(StandardCharsets.UTF_8)).append(c == '+' ? ' ' : c);
        bytes.reset();
      }
    }
    return plain.append(bytes.toString(StandardCharsets.UTF_8)).toString();
  }
}
