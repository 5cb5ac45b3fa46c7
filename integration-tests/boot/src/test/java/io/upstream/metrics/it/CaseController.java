package io.upstream.metrics.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** A handler for every way in which a request can end. */
@Controller
class CaseController {

  private static final byte[] KILOBYTE = "0123456789abcdef".repeat(64).getBytes(UTF_8);

  final Queue<DeferredResult<String>> held = new ConcurrentLinkedQueue<>();
  private final Executor threads = runnable -> new Thread(runnable, "case").start();

  @GetMapping("/ok/{id}")
  @ResponseBody
  String ok() {
    return "hello";
  }

  @GetMapping("/sentinel")
  @ResponseBody
  String sentinel() {
    return "";
  }

  @GetMapping("/empty")
  ResponseEntity<Void> empty() {
    return ResponseEntity.noContent().build();
  }

  @GetMapping("/moved")
  String moved() {
    return "redirect:/ok/1";
  }

  @GetMapping("/unchanged")
  ResponseEntity<Void> unchanged() {
    return ResponseEntity.status(304).build();
  }

  @GetMapping("/missing/{id}")
  ResponseEntity<Void> missing() {
    return ResponseEntity.notFound().build();
  }

  @GetMapping("/thrown/{id}")
  String thrown() {
    throw new IllegalStateException("on purpose");
  }

  @GetMapping("/gone/{id}")
  String gone() {
    throw new ResponseStatusException(HttpStatus.GONE);
  }

  @GetMapping("/handled/{id}")
  String handled() {
    throw new UnsupportedOperationException("on purpose");
  }

  @ExceptionHandler
  ResponseEntity<String> handle(UnsupportedOperationException e) {
    return ResponseEntity.status(422).body("no");
  }

  @GetMapping("/stream")
  ResponseEntity<StreamingResponseBody> stream() {
    return ResponseEntity.ok(
        out -> {
          for (int i = 0; i < 100; i++) {
            out.write(KILOBYTE);
            out.flush();
          }
        });
  }

  @PostMapping("/upload")
  @ResponseBody
  String upload(HttpServletRequest request) throws IOException {
    return "" + request.getInputStream().transferTo(OutputStream.nullOutputStream());
  }

  @GetMapping("/forward")
  String forward() {
    return "forward:/ok/1";
  }

  @GetMapping("/include")
  void include(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    response.getOutputStream().print("in:");
    request.getRequestDispatcher("/ok/1").include(request, response);
  }

  @GetMapping("/deferred/ok")
  @ResponseBody
  DeferredResult<String> deferred() {
    DeferredResult<String> result = new DeferredResult<>(10_000L);
    threads.execute(() -> result.setResult("late"));
    return result;
  }

  @GetMapping("/deferred/error")
  @ResponseBody
  DeferredResult<String> deferredError() {
    DeferredResult<String> result = new DeferredResult<>(10_000L);
    threads.execute(() -> result.setErrorResult(new IllegalStateException("on purpose")));
    return result;
  }

  @GetMapping("/deferred/timeout")
  @ResponseBody
  DeferredResult<String> deferredTimeout() {
    return new DeferredResult<>(20L);
  }

  @GetMapping("/callable/ok")
  @ResponseBody
  Callable<String> callable() {
    return () -> "late";
  }

  @GetMapping("/callable/throws")
  @ResponseBody
  Callable<String> callableThrows() {
    return () -> {
      throw new ResponseStatusException(HttpStatus.GONE);
    };
  }

  @GetMapping("/future/ok")
  @ResponseBody
  CompletableFuture<String> future() {
    return CompletableFuture.supplyAsync(() -> "late", threads);
  }

  @GetMapping("/future/fails")
  @ResponseBody
  CompletableFuture<String> futureFails() {
    return CompletableFuture.supplyAsync(
        () -> {
          throw new ResponseStatusException(HttpStatus.GONE);
        },
        threads);
  }

  @GetMapping("/events")
  SseEmitter events() {
    SseEmitter emitter = new SseEmitter(10_000L);
    threads.execute(
        () -> {
          try {
            emitter.send("one");
            emitter.complete();
          } catch (IOException e) {
            emitter.completeWithError(e);
          }
        });
    return emitter;
  }

  @GetMapping("/async/complete")
  void asyncComplete(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext async = request.startAsync();
    threads.execute(
        () -> {
          response.setStatus(201);
          async.complete();
        });
  }

  @GetMapping("/async/timeout")
  void asyncTimeout(HttpServletRequest request, HttpServletResponse response) {
    request.startAsync().setTimeout(20);
  }

  @GetMapping("/async/error")
  void asyncError(HttpServletRequest request, HttpServletResponse response) {
    request.startAsync();
    throw new IllegalStateException("on purpose");
  }

  @GetMapping("/async/dispatch")
  void asyncDispatch(HttpServletRequest request, HttpServletResponse response) {
    request.startAsync().dispatch("/async/again");
  }

  @GetMapping("/async/again")
  void asyncAgain(HttpServletRequest request, HttpServletResponse response) {
    request.startAsync().dispatch("/ok/1");
  }

  @GetMapping("/endless")
  void endless(HttpServletResponse response) throws IOException {
    for (int i = 0; i < 1 << 20; i++) {
      response.getOutputStream().write(KILOBYTE);
      response.getOutputStream().flush();
    }
  }

  @GetMapping("/held")
  @ResponseBody
  DeferredResult<String> hold() {
    DeferredResult<String> result = new DeferredResult<>(60_000L);
    held.add(result);
    return result;
  }
}
