package io.upstream.metrics.sample;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Random;

/**
 * A client that hangs up: in the middle of a request's head or body, before the answer, in the
 * middle of it. Each time it asks something whole afterwards, so that it goes no faster than the
 * application answers.
 */
final class Aborter implements AutoCloseable {

  private static final String HEAD = " HTTP/1.1\r\nHost: localhost\r\nX-Customer: acme\r\n";
  private static final String GZIP = "Accept-Encoding: gzip\r\n";
  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String CSV = "Content-Type: text/csv\r\n";

  /** The beginnings of requests that it sends before it closes the connection. */
  private static final List<String> BEGINNINGS =
      List.of(
          "GET /api/alerts HTT",
          "GET /api/alerts" + HEAD,
          "GET /api/alerts" + HEAD + "\r\n",
          "GET /api/payers/summit/profile" + HEAD + "\r\n",
          "POST /api/denials" + HEAD + JSON + "Content-Length: 100\r\n\r\n{\"signal\": \"ab",
          "POST /api/claims" + HEAD + CSV + "Content-Length: 9000\r\n\r\na,b,c\nS-1,summit,99213",
          "POST /api/claims" + HEAD + CSV + "Transfer-Encoding: chunked\r\n\r\n80\r\na,b\nS-2,su",
          "POST /api/reports/drift_summary" + HEAD + "Content-Length: 0\r\n\r\n",
          "GET /webjars/chart.js/4.5.1/dist/chart.umd.js" + HEAD + "\r\n",
          "GET /metrics" + HEAD + "\r\n",
          "GET /metrics" + HEAD + GZIP + "\r\n");

  private final InetSocketAddress address;
  private final Random random;
  private final Thread thread = new Thread(this::work, "aborter");
  private volatile boolean over;
  private volatile Throwable failure;
  private long aborted;

  Aborter(int port, int seed) {
    this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.random = new Random(seed);
    thread.setDaemon(true);
    thread.start();
  }

  private void work() {
    try {
      while (!over) {
        abort();
        aborted++;
        askWhole();
      }
    } catch (IOException | RuntimeException e) {
      failure = e;
    }
  }

  private void abort() throws IOException {
    try (Socket socket = open()) {
      socket
          .getOutputStream()
          .write(BEGINNINGS.get(random.nextInt(BEGINNINGS.size())).getBytes(US_ASCII));
      boolean waits = random.nextBoolean();
      if (waits) {
        socket.setSoTimeout(200); // where there will be no answer
        try {
          int unused = socket.getInputStream().read(new byte[100]);
        } catch (IOException noAnswer) {
          // Enough of waiting.
        }
      }
      if (random.nextBoolean()) {
        socket.setSoLinger(true, 0); // a reset, not a farewell
      }
    }
  }

  private void askWhole() throws IOException {
    try (Socket socket = open()) {
      socket
          .getOutputStream()
          .write(("GET /api/alerts" + HEAD + "Connection: close\r\n\r\n").getBytes(US_ASCII));
      InputStream answer = socket.getInputStream();
      if (answer.read() < 0) {
        throw new IOException("no answer to a whole request");
      }
      answer.readAllBytes();
    }
  }

  private Socket open() throws IOException {
    Socket socket = new Socket();
    // So small that an answer of some length waits for its reader.
    socket.setReceiveBufferSize(2_048);
    socket.setSoTimeout(30_000);
    socket.connect(address, 30_000);
    return socket;
  }

  /** How often it has hung up; it does not any more. */
  long stop() throws InterruptedException {
    over = true;
    thread.join(60_000);
    if (failure != null || thread.isAlive()) {
      throw new AssertionError("the aborting client is stuck", failure);
    }
    return aborted;
  }

  @Override
  public void close() {
    over = true;
  }
}
