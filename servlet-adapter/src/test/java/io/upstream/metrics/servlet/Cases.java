package io.upstream.metrics.servlet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.upstream.metrics.testing.Await;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The cases of the table: what a client does, and the sample that it has to make. */
final class Cases {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** Does something to the application. */
  @FunctionalInterface
  interface Client {
    /** Returns the status that the client got, or 0 where it is not known. */
    int run(Container container, CaseApp app) throws Exception;
  }

  /**
   * One case.
   *
   * @param expected the sample as {@link Sampled} shows it, as a pattern where containers differ
   * @param count how many of it
   */
  record Case(String name, Client client, String expected, int count) {}

  private Cases() {}

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    cases.add(get("200", "/ok", "/ok GET 200 in=0 out=5"));
    cases.add(get("204", "/empty", "/empty GET 204 in=0 out=0"));
    cases.add(get("302", "/moved", "/moved GET 302 in=0 out=0"));
    cases.add(get("304", "/unchanged", "/unchanged GET 304 in=0 out=0"));
    cases.add(get("404, no handler", "/nobody/here", "_UNMATCHED GET 404 in=0 out=0"));
    cases.add(get("404, said by the handler", "/claims/7", "/claims/\\{id} GET 404 in=0 out=0"));
    cases.add(send("405", "POST", "/ok", 0, "/ok POST 405 in=0 out=0"));
    cases.add(get("418, sendError", "/teapot", "/teapot GET 418 in=0 out=0"));
    cases.add(
        get(
            "sendError, then an exception",
            "/error-then-throw",
            "/error-then-throw GET 50[03] in=0 out=0 exception"));
    cases.add(get("error page that answers 200", "/softly", "/softly GET (200|451) in=0 out=5"));
    cases.add(
        send("TRACE", "TRACE", "/empty", 0, "(_UNMATCHED TRACE 405|/empty TRACE 204) in=0 out=0"));
    cases.add(get("redirect, Servlet 6.1", "/redirect", "/redirect GET 30[23] in=0 out=0"));
    cases.add(get("print", "/printed", "/printed GET 200 in=0 out=18"));
    cases.add(get("startAsync, original", "/async/original", "/async/original GET 200 in=0 out=8"));
    cases.add(get("500, exception escapes", "/throws", "/throws GET 500 in=0 out=0 exception"));
    cases.add(
        get("503, unavailable", "/unavailable", "/unavailable GET 503 in=0 out=0( exception)?"));
    cases.add(send("unknown method", "FOOBAR", "/ok", 0, "/ok _OTHER 501 in=0 out=0"));
    cases.add(send("HEAD", "HEAD", "/ok", 0, "/ok HEAD 200 in=0 out=0"));
    cases.add(get("streaming body", "/stream", "/stream GET 200 in=0 out=102400"));
    cases.add(send("1 MB upload", "POST", "/upload", 1 << 20, "/upload POST 200 in=1048576 out=7"));
    cases.add(
        send(
            "upload that nobody reads",
            "POST",
            "/ignored-upload",
            1000,
            "/ignored-upload POST 202 in=1000 out=0"));
    cases.add(get("writer, UTF-8", "/text", "/text GET 200 in=0 out=11"));
    cases.add(get("reset", "/reset", "/reset GET 202 in=0 out=2"));
    cases.add(get("forward", "/forward", "/forward GET 200 in=0 out=5"));
    cases.add(get("include", "/include", "/include GET 200 in=0 out=8"));
    cases.add(get("Spring 200", "/app/claims/7", "/claims/\\{id} GET 200 in=0 out=5"));
    cases.add(get("Spring 404, no handler", "/app/nobody", "_UNMATCHED GET 404 in=0 out=0"));
    cases.add(send("Spring 405", "POST", "/app/claims/7", 0, "_UNMATCHED POST 405 in=0 out=0"));
    cases.add(get("ResponseStatusException 410", "/app/gone/7", "/gone/\\{id} GET 410 in=0 out=0"));
    cases.add(get("@ExceptionHandler 422", "/app/handled/7", "/handled/\\{id} GET 422 in=0 out=2"));
    cases.add(
        get(
            "Spring 500, exception escapes",
            "/app/thrown/7",
            "/thrown/\\{id} GET 500 in=0 out=0 exception"));
    cases.add(get("DeferredResult ok", "/app/deferred/ok", "/deferred/ok GET 200 in=0 out=4"));
    cases.add(
        get(
            "DeferredResult error",
            "/app/deferred/error",
            "/deferred/error GET 500 in=0 out=0 exception"));
    cases.add(
        get(
            "DeferredResult timeout",
            "/app/deferred/timeout",
            "/deferred/timeout GET 503 in=0 out=0"));
    cases.add(get("Callable ok", "/app/callable/ok", "/callable/ok GET 200 in=0 out=4"));
    cases.add(
        get("Callable throws 410", "/app/callable/throws", "/callable/throws GET 410 in=0 out=0"));
    cases.add(
        get("startAsync, complete", "/async/complete", "/async/complete GET 201 in=0 out=10"));
    cases.add(get("startAsync, timeout", "/async/timeout", "/async/timeout GET 500 in=0 out=0"));
    // By a plain socket: Tomcat answers nothing at all, and the JDK's client would ask again.
    cases.add(
        new Case(
            "startAsync, exception",
            Cases::asyncError,
            "/async/error GET 500 in=0 out=0 exception",
            1));
    cases.add(
        get("dispatch after dispatch", "/async/dispatch", "/async/dispatch GET 200 in=0 out=3"));
    cases.add(get("write listener", "/async/listener", "/async/listener GET 200 in=0 out=65536"));
    cases.add(
        new Case(
            "client abort in the middle",
            Cases::abort,
            "/endless GET 200 in=0 out=[0-9]+ exception",
            1));
    cases.add(
        new Case(
            "cut off in the body", Cases::cutOff, "/upload POST [45]00 in=10 out=0 exception", 1));
    cases.add(
        new Case("5 pipelined on one connection", Cases::pipeline, "/ok GET 200 in=0 out=5", 5));
    cases.add(new Case("2,000 at once, slow", Cases::slow, "/async/slow GET 200 in=0 out=0", 2000));
    return cases;
  }

  private static Case get(String name, String path, String expected) {
    return send(name, "GET", path, 0, expected);
  }

  private static Case send(String name, String method, String path, int body, String expected) {
    return new Case(
        name,
        (container, app) -> {
          var publisher =
              body == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(new byte[body]);
          return CLIENT
              .send(
                  HttpRequest.newBuilder(container.uri(path)).method(method, publisher).build(),
                  BodyHandlers.discarding())
              .statusCode();
        },
        expected,
        1);
  }

  static Socket connect(Container container) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), container.port());
  }

  private static int abort(Container container, CaseApp app) throws Exception {
    try (Socket socket = connect(container)) {
      socket.getOutputStream().write("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
      byte[] some = new byte[4000];
      int unused = socket.getInputStream().readNBytes(some, 0, some.length);
      socket.setSoLinger(true, 0); // closes with a reset
    }
    return 0;
  }

  private static int cutOff(Container container, CaseApp app) throws Exception {
    try (Socket socket = connect(container)) {
      socket
          .getOutputStream()
          .write(
              "POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n0123456789"
                  .getBytes(US_ASCII));
      socket.shutdownOutput();
      long unused = socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
    return 0;
  }

  private static int asyncError(Container container, CaseApp app) throws Exception {
    try (Socket socket = connect(container)) {
      socket
          .getOutputStream()
          .write(
              "GET /async/error HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                  .getBytes(US_ASCII));
      long unused = socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
    return 0;
  }

  private static int pipeline(Container container, CaseApp app) throws Exception {
    String request = "GET /ok HTTP/1.1\r\nHost: x\r\n\r\n";
    String last = "GET /ok HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    try (Socket socket = connect(container)) {
      socket.getOutputStream().write((request.repeat(4) + last).getBytes(US_ASCII));
      long unused = socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
    return 0;
  }

  private static int slow(Container container, CaseApp app) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(container.uri("/async/slow")).build();
    List<CompletableFuture<?>> answers = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      answers.add(CLIENT.sendAsync(request, BodyHandlers.discarding()));
    }
    Await.until("all 2,000 are held", () -> app.held.size() == 2000);
    for (var async = app.held.poll(); async != null; async = app.held.poll()) {
      async.complete();
    }
    CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
    return 0;
  }
}
