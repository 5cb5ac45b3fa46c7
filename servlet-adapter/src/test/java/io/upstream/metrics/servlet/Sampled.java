package io.upstream.metrics.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.upstream.metrics.UpstreamRecorder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The HTTP lines of a scrape that are not 0, by their names and labels. */
public final class Sampled {

  private static final Pattern LINE =
      Pattern.compile("(django_http_[a-z_]+(?:\\{.*\\})?) ([0-9.eE+-]+)");
  private static final String BY_VIEW = "django_http_requests_total_by_view_transport_method_total";

  private final Map<String, Double> lines = new TreeMap<>();

  private Sampled(String page) {
    page.lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .filter(line -> Double.parseDouble(line.group(2)) != 0)
        .filter(line -> !line.group(1).contains("_bucket") && !line.group(1).contains("_sum"))
        .forEach(line -> lines.put(line.group(1), Double.parseDouble(line.group(2))));
  }

  static Sampled of(UpstreamRecorder recorder) {
    return new Sampled(page(recorder));
  }

  public static String page(UpstreamRecorder recorder) {
    try {
      ByteArrayOutputStream page = new ByteArrayOutputStream();
      recorder.writePage(page);
      return page.toString(UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many requests were counted. */
  long requests() {
    return sum(BY_VIEW);
  }

  boolean inProgress() {
    return lines.containsKey("django_http_requests_in_progress");
  }

  private long sum(String family) {
    return lines.entrySet().stream()
        .filter(line -> line.getKey().equals(family) || line.getKey().startsWith(family + "{"))
        .mapToLong(line -> line.getValue().longValue())
        .sum();
  }

  /** The families of requests in which the count is not what it is in the others. */
  boolean isOneInEachFamily() {
    long requests = requests();
    return sum("django_http_requests_total_by_method_total") == requests
        && sum("django_http_responses_total_by_status_total") == requests
        && sum("django_http_responses_total_by_status_view_method_total") == requests
        && sum("django_http_requests_latency_seconds_by_view_method_count") == requests
        && byView("django_http_responses_total_by_status_view_method_total").equals(byView(BY_VIEW))
        && byView("django_http_requests_latency_seconds_by_view_method_count")
            .equals(byView(BY_VIEW));
  }

  private Map<String, Double> byView(String family) {
    Pattern view = Pattern.compile(Pattern.quote(family) + "\\{.*view=\"([^\"]*)\".*\\}");
    return lines.entrySet().stream()
        .filter(line -> view.matcher(line.getKey()).matches())
        .collect(
            Collectors.toMap(
                line -> view.matcher(line.getKey()).replaceAll("$1"),
                Map.Entry::getValue,
                Double::sum,
                TreeMap::new));
  }

  /** {@code 1 x /ok GET 200 in=0 out=5}, or all lines where they are not of one kind. */
  String summary() {
    Pattern series =
        Pattern.compile(
            "django_http_responses_total_by_status_view_method_total"
                + "\\{method=\"(.*)\",status=\"(.*)\",view=\"(.*)\"\\}");
    var found = lines.keySet().stream().map(series::matcher).filter(Matcher::matches).toList();
    if (found.size() != 1 || !isOneInEachFamily() || inProgress()) {
      return lines.toString();
    }
    Matcher one = found.get(0);
    long requests = requests();
    long exceptions = sum("django_http_exceptions_total_by_view_total");
    return requests
        + " x "
        + String.join(" ", one.group(3), one.group(1), one.group(2))
        + " in="
        + sum("django_http_requests_body_total_bytes") / requests
        + " out="
        + sum("django_http_responses_body_total_bytes") / requests
        + (exceptions == requests ? " exception" : exceptions == 0 ? "" : " exceptions?");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sampled sampled && lines.equals(sampled.lines);
  }

  @Override
  public int hashCode() {
    return lines.hashCode();
  }

  @Override
  public String toString() {
    return lines.toString();
  }
}
