package io.upstream.metrics.push;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/** Something on loopback that takes requests, notes them, and answers as it was told. */
final class FakeGateway implements AutoCloseable {

  /** Answers nothing until it is closed. */
  static final int SILENCE = -1;

  /** A request; the body is unpacked if it was compressed. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  record Asked(String method, String path, String authorization, String type, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
  private final Queue<Integer> answers = new ArrayDeque<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private volatile String location;

  FakeGateway(Integer... answers) throws IOException {
    this.answers.addAll(List.of(answers));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** One that sends everybody on to another. */
  static FakeGateway sendingTo(FakeGateway other, int status) throws IOException {
    FakeGateway gateway = new FakeGateway(status);
    gateway.location = "http://" + other.address() + "/stolen";
    return gateway;
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    byte[] body =
        packed
            ? new GZIPInputStream(exchange.getRequestBody()).readAllBytes()
            : exchange.getRequestBody().readAllBytes();
    asked.add(
        new Asked(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getRawPath(),
            exchange.getRequestHeaders().getFirst("Authorization"),
            exchange.getRequestHeaders().getFirst("Content-Type"),
            body));
    int status = next();
    if (status == SILENCE) {
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      exchange.close();
      return;
    }
    if (location != null) {
      exchange.getResponseHeaders().set("Location", location);
    }
    byte[] reason = status < 300 ? new byte[0] : "no thanks\n".getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, reason.length == 0 ? -1 : reason.length);
    exchange.getResponseBody().write(reason);
    exchange.close();
  }

  private synchronized int next() {
    Integer answer = answers.size() > 1 ? answers.poll() : answers.peek();
    return answer == null ? 200 : answer;
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
