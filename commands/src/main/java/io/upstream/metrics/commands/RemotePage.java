package io.upstream.metrics.commands;

import io.upstream.metrics.page.PageFormat;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The page of an application that runs elsewhere. */
final class RemotePage {

  private static final Set<String> PAGES = Set.of("text/plain", "application/openmetrics-text");

  /** In bytes: several times what the largest page has. */
  private static final long LONGEST = 256L << 20;

  // The first line of a page: a comment of the exposition format, or a sample.
  private static final Pattern FIRST_LINE =
      Pattern.compile("# (?:HELP|TYPE|UNIT|EOF)\\b.*|[a-zA-Z_:][a-zA-Z0-9_:]*(?:\\{.*})? \\S+.*");

  private final URI url;
  private final @Nullable String token;
  private final Duration timeout;
  private final long longest;

  RemotePage(String url, @Nullable String token, Duration timeout) throws CommandException {
    this(url, token, timeout, LONGEST);
  }

  RemotePage(String url, @Nullable String token, Duration timeout, long longest)
      throws CommandException {
    this.longest = longest;
    this.url = address(url);
    this.token = token;
    this.timeout = timeout;
  }

  private static URI address(String url) throws CommandException {
    try {
      URI uri = URI.create(url);
      if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getUserInfo() == null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // reported below
    }
    // The URL is not shown if it may hold a user name and a password.
    String shown = url.indexOf('@') < 0 ? " " + url : "";
    throw CommandException.usage(
        "--url" + shown + ": expected a URL such as http://127.0.0.1:8000/metrics");
  }

  byte[] read(PageFormat format) throws CommandException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url).timeout(timeout).header("Accept", accept(format));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<byte[]> response = ask(request.build());
    int status = response.statusCode();
    if (status == 401 || status == 403) {
      throw CommandException.failed(
          url
              + " answered "
              + status
              + (token == null
                  ? ": it wants a token, see --token-file"
                  : ": it does not take this token")
              + " or another address, see METRICS_ALLOWED_IPS");
    }
    if (status != 200) {
      throw CommandException.failed(url + " answered " + status + ", expected 200");
    }
    return checked(response);
  }

  private static String accept(PageFormat format) {
    return format == PageFormat.OPENMETRICS
        ? "application/openmetrics-text;version=1.0.0"
        : "text/plain;version=0.0.4";
  }

  /**
   * Returns the answer. The time limit covers all of it, unlike the HTTP client's own, which ends
   * when the body begins.
   */
  private HttpResponse<byte[]> ask(HttpRequest request) throws CommandException {
    HttpClient client =
        HttpClient.newBuilder().version(Version.HTTP_1_1).connectTimeout(timeout).build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, response -> new BoundedBody(longest));
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw tooSlow();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof HttpTimeoutException) {
        throw tooSlow();
      }
      throw CommandException.failed(url + " cannot be reached: " + reason(cause));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandException.failed("interrupted");
    }
  }

  private CommandException tooSlow() {
    return CommandException.failed(
        url + " did not answer within " + timeout.toSeconds() + " s, see --timeout");
  }

  static String reason(Throwable e) {
    String message = e.getMessage();
    return e.getClass().getSimpleName() + (message == null ? "" : ", " + message);
  }

  private byte[] checked(HttpResponse<byte[]> response) throws CommandException {
    String type = response.headers().firstValue("Content-Type").orElse("");
    String media = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    byte[] body = response.body();
    int end = 0;
    while (end < body.length && body[end] != '\n') {
      end++;
    }
    String first = new String(body, 0, end, StandardCharsets.UTF_8);
    if (!PAGES.contains(media) || !FIRST_LINE.matcher(first).matches()) {
      throw CommandException.failed(
          url + " is no metrics page: it sent " + body.length + " bytes of " + type);
    }
    return body;
  }
}
