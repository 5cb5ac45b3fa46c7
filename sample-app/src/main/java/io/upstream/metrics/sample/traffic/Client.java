package io.upstream.metrics.sample.traffic;

import io.upstream.metrics.sample.OwnAddress;
import io.upstream.metrics.sample.api.Caller;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Calls the API over HTTP as a customer's program does. */
@Component
class Client {

  private final OwnAddress address;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  Client(OwnAddress address) {
    this.address = address;
  }

  void get(String customer, String path) throws IOException, InterruptedException {
    send(as(customer, path));
  }

  void post(String customer, String path) throws IOException, InterruptedException {
    send(as(customer, path).POST(BodyPublishers.noBody()));
  }

  void json(String customer, String path, String body) throws IOException, InterruptedException {
    send(
        as(customer, path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  void file(String customer, String path, String body) throws IOException, InterruptedException {
    send(
        as(customer, path)
            .header("Content-Type", "text/csv; charset=utf-8")
            .POST(BodyPublishers.ofString(body)));
  }

  /** Sends a request without a customer. */
  void strange(String method, String path) throws IOException, InterruptedException {
    send(HttpRequest.newBuilder(address.resolve(path)).method(method, BodyPublishers.noBody()));
  }

  /** Requests the metrics as if through a proxy. */
  void scrapeFromAfar() throws IOException, InterruptedException {
    send(
        HttpRequest.newBuilder(address.resolve("/metrics")).header("X-Forwarded-For", "192.0.2.7"));
  }

  private HttpRequest.Builder as(String customer, String path) {
    return HttpRequest.newBuilder(address.resolve(path)).header(Caller.HEADER, customer);
  }

  private void send(HttpRequest.Builder request) throws IOException, InterruptedException {
    http.send(
        request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.discarding());
  }
}
