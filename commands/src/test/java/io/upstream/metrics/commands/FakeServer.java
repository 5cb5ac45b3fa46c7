package io.upstream.metrics.commands;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** An application, or a Pushgateway, that answers what it is told to. */
final class FakeServer implements AutoCloseable {

  static final String PAGE = "# HELP up_total Ups.\n# TYPE up_total counter\nup_total 1.0\n";

  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final HttpServer server;
  private volatile String location;

  FakeServer(int status, String type, String body) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] sent = exchange.getRequestBody().readAllBytes();
          asked.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI().getRawPath()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization")
                  + " "
                  + exchange.getRequestHeaders().getFirst("Accept")
                  + " "
                  + new String(sent, StandardCharsets.UTF_8));
          exchange.getResponseHeaders().set("Content-Type", type);
          if (location != null) {
            exchange.getResponseHeaders().set("Location", location);
          }
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  /** One that sends everybody on to another. */
  static FakeServer sendingTo(FakeServer other) throws IOException {
    FakeServer server = new FakeServer(302, "text/plain", "");
    server.location = other.url();
    return server;
  }

  static FakeServer page() throws IOException {
    return new FakeServer(200, "text/plain; version=0.0.4; charset=utf-8", PAGE);
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  String url() {
    return "http://" + address() + "/metrics";
  }

  List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
