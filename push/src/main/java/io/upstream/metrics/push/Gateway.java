package io.upstream.metrics.push;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A client of one group at a Pushgateway, which pushes a page of Prometheus' text format or deletes
 * the group.
 *
 * <pre>{@code
 * new Gateway("gateway:9091", "nightly", Map.of("instance", "a"), null, Duration.ofSeconds(10))
 *     .put(PushMethod.PUT, page);
 * }</pre>
 *
 * <p>For a recorder's own page use {@link MetricsPush}, which retries and never throws; this class
 * is for other pages.
 *
 * <p>The page is the same as for a scrape. client_java's own exporter would write the snapshots of
 * a registry, which lack families whose names that version of client_java refuses.
 */
public final class Gateway {

  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final URI group;
  private final @Nullable String authorization;
  private final Duration timeout;
  private final HttpClient client;

  /**
   * Creates a client of one group; it sends no request yet.
   *
   * @param address {@code HOST:PORT} or a URL
   * @param grouping the labels beside the job
   * @param authorization the header's value; null for none
   * @param timeout the time that one answer may take
   * @throws IllegalArgumentException if that is no address
   */
  public Gateway(
      String address,
      String job,
      Map<String, String> grouping,
      @Nullable String authorization,
      Duration timeout) {
    this.group = GroupUrl.of(address, job, grouping);
    this.authorization =
        authorization == null ? null : WebAddress.header("Authorization", authorization);
    this.timeout = timeout;
    this.client = HttpClient.newBuilder().version(Version.HTTP_1_1).connectTimeout(timeout).build();
  }

  /**
   * Puts a page there.
   *
   * @throws IOException if it did not arrive, or was refused, with what was answered
   */
  public void put(PushMethod method, byte[] page) throws IOException {
    ask(method.name(), BodyPublishers.ofByteArray(page));
  }

  /** Takes the group away. */
  public void delete() throws IOException {
    ask("DELETE", BodyPublishers.noBody());
  }

  private void ask(String method, BodyPublisher body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(group)
            .timeout(timeout)
            .header("Content-Type", TEXT)
            .method(method, body);
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    judge(answer(client.sendAsync(request.build(), any -> new ResponseExcerpt())));
  }

  /**
   * Waits for the whole answer. The request's own time limit ends with the first byte of the
   * answer, this one with its last.
   */
  private HttpResponse<String> answer(CompletableFuture<HttpResponse<String>> coming)
      throws IOException {
    try {
      return coming.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      coming.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while pushing");
    } catch (TimeoutException e) {
      coming.cancel(true);
      throw new HttpTimeoutException("no whole answer within " + timeout);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    }
  }

  private void judge(HttpResponse<String> response) throws IOException {
    int status = response.statusCode();
    if (status / 100 == 2) {
      return;
    }
    String reason = response.body();
    String told =
        "the Pushgateway at "
            + group.getAuthority()
            + " answered "
            + status
            + (reason.isEmpty() ? "" : ": ")
            + reason;
    boolean mayPass = status >= 500 || status == 429 || status == 408;
    throw mayPass ? new IOException(told) : new RefusedException(told);
  }
}
