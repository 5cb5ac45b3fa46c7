package io.upstream.metrics.sample.alerts;

import io.upstream.metrics.label.ChannelType;
import io.upstream.metrics.sample.OwnAddress;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Sends alerts to Slack or a webhook as a POST, here to {@link OutsideController}. */
final class HttpChannel implements Channel {

  private final ChannelType type;
  private final OwnAddress address;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  HttpChannel(ChannelType type, OwnAddress address) {
    this.type = type;
    this.address = address;
  }

  @Override
  public ChannelType type() {
    return type;
  }

  @Override
  public void send(String title, String text) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/outside/" + type.wireValue()))
            .timeout(Duration.ofSeconds(10))
            .POST(HttpRequest.BodyPublishers.ofString(title + ": " + text))
            .build();
    int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status != 204) {
      throw new ChannelUnavailable(type + " answered " + status);
    }
  }
}
