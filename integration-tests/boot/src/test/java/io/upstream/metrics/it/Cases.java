package io.upstream.metrics.it;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.web.context.request.async.DeferredResult;

/** The ways in which a request can end, and the sample that each has to make. */
final class Cases {

  static final int SLOW = 2000;

  private Cases() {}

  /** The requests of a client. */
  interface Client {
    void run(Running app) throws Exception;
  }

  /**
   * @param expected view, method, status, and whether an exception escaped, as a regular expression
   */
  record Case(String name, Client client, String expected, int count) {}

  static List<Case> all() {
    return List.of(
        get("200", "/ok/7", "CaseController#ok GET 200"),
        get("204", "/empty", "CaseController#empty GET 204"),
        get("302", "/moved", "CaseController#moved GET 302"),
        get("304", "/unchanged", "CaseController#unchanged GET 304"),
        get("404, no handler", "/nowhere/7", "_UNMATCHED GET 404"),
        get("404, said by the handler", "/missing/7", "CaseController#missing GET 404"),
        send("405", "POST", "/ok/7", 0, "_UNMATCHED POST 405"),
        get("500, exception escapes", "/thrown/7", "CaseController#thrown GET 500 exception"),
        get("ResponseStatusException 410", "/gone/7", "CaseController#gone GET 410"),
        get("@ExceptionHandler 422", "/handled/7", "CaseController#handled GET 422"),
        get("403, turned away by a filter", "/forbidden", "_UNMATCHED GET 403"),
        send("unknown method", "FOOBAR", "/ok/7", 0, "_UNMATCHED _OTHER 405"),
        send("HEAD", "HEAD", "/ok/7", 0, "CaseController#ok HEAD 200"),
        get("static content", "/static.txt", "/\\*\\* GET 200"),
        get("functional route", "/function/7", "/function/\\{id\\} GET 200"),
        get("Actuator's health", "/actuator/health", "/actuator/health GET 200"),
        get("streaming body", "/stream", "CaseController#stream GET 200"),
        send("1 MB upload", "POST", "/upload", 1 << 20, "CaseController#upload POST 200"),
        get("forward", "/forward", "CaseController#forward GET 200"),
        get("include", "/include", "CaseController#include GET 200"),
        get("DeferredResult ok", "/deferred/ok", "CaseController#deferred GET 200"),
        get(
            "DeferredResult error",
            "/deferred/error",
            "CaseController#deferredError GET 500 exception"),
        get(
            "DeferredResult timeout",
            "/deferred/timeout",
            "CaseController#deferredTimeout GET 503"),
        get("Callable ok", "/callable/ok", "CaseController#callable GET 200"),
        get("Callable throws 410", "/callable/throws", "CaseController#callableThrows GET 410"),
        get("CompletableFuture ok", "/future/ok", "CaseController#future GET 200"),
        get("CompletableFuture fails 410", "/future/fails", "CaseController#futureFails GET 410"),
        get("server-sent events", "/events", "CaseController#events GET 200"),
        get("startAsync, complete", "/async/complete", "CaseController#asyncComplete GET 201"),
        get("startAsync, timeout", "/async/timeout", "CaseController#asyncTimeout GET 500"),
        // By a plain socket: Tomcat answers nothing at all, and the JDK's client would ask again.
        raw(
            "startAsync, exception",
            "GET /async/error HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            "CaseController#asyncError GET 500 exception"),
        get("dispatch after dispatch", "/async/dispatch", "CaseController#asyncDispatch GET 200"),
        new Case("client abort in the middle", Cases::abort, "CaseController#endless GET 200", 1),
        raw(
            "cut off in the body",
            "POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n0123456789",
            "CaseController#upload POST [45]00.*"),
        new Case("5 pipelined on one connection", Cases::pipeline, "CaseController#ok GET 200", 5),
        new Case("2,000 at once, slow", Cases::slow, "CaseController#hold GET 200", SLOW));
  }

  private static Case get(String name, String path, String expected) {
    return send(name, "GET", path, 0, expected);
  }

  private static Case send(String name, String method, String path, int body, String expected) {
    return new Case(
        name,
        app -> {
          var publisher =
              body == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(new byte[body]);
          Running.CLIENT.send(
              HttpRequest.newBuilder(app.uri(path)).method(method, publisher).build(),
              BodyHandlers.discarding());
        },
        expected,
        1);
  }

  private static Case raw(String name, String request, String expected) {
    return new Case(
        name,
        app -> {
          try (Socket socket = connect(app)) {
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            socket.shutdownOutput();
            long unused = socket.getInputStream().transferTo(OutputStream.nullOutputStream());
          }
        },
        expected,
        1);
  }

  private static Socket connect(Running app) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), app.port());
  }

  private static void abort(Running app) throws Exception {
    try (Socket socket = connect(app)) {
      socket.getOutputStream().write("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
      int unused = socket.getInputStream().readNBytes(4000).length;
      socket.setSoLinger(true, 0); // closes with a reset
    }
  }

  private static void pipeline(Running app) throws Exception {
    String request = "GET /ok/7 HTTP/1.1\r\nHost: x\r\n\r\n";
    String last = "GET /ok/7 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    try (Socket socket = connect(app)) {
      socket.getOutputStream().write((request.repeat(4) + last).getBytes(US_ASCII));
      long unused = socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
  }

  private static void slow(Running app) throws Exception {
    CaseController controller = app.context().getBean(CaseController.class);
    HttpRequest request = HttpRequest.newBuilder(app.uri("/held")).build();
    List<CompletableFuture<?>> answers = new ArrayList<>();
    for (int i = 0; i < SLOW; i++) {
      answers.add(Running.CLIENT.sendAsync(request, BodyHandlers.discarding()));
    }
    Await.until("all are held", () -> controller.held.size() == SLOW);
    for (DeferredResult<String> each : controller.held) {
      each.setResult("");
    }
    CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
  }
}
