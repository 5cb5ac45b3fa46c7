package io.upstream.metrics.servlet;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** The ways in which Spring MVC ends a request. */
@RestController
@EnableWebMvc
class CaseController {

  @GetMapping("/claims/{id}")
  ResponseEntity<String> ok(@PathVariable("id") String id) {
    return ResponseEntity.ok("claim");
  }

  @GetMapping("/gone/{id}")
  ResponseEntity<String> gone(@PathVariable("id") String id) {
    throw new ResponseStatusException(HttpStatus.GONE);
  }

  @GetMapping("/handled/{id}")
  ResponseEntity<String> handled(@PathVariable("id") String id) {
    throw new IllegalArgumentException("on purpose");
  }

  @GetMapping("/thrown/{id}")
  ResponseEntity<String> thrown(@PathVariable("id") String id) {
    throw new IllegalStateException("on purpose");
  }

  @ExceptionHandler(IllegalArgumentException.class)
  ResponseEntity<String> unprocessable() {
    return ResponseEntity.unprocessableEntity().body("no");
  }

  @GetMapping("/deferred/ok")
  DeferredResult<String> deferred() {
    DeferredResult<String> result = new DeferredResult<>();
    CompletableFuture<Void> unused = CompletableFuture.runAsync(() -> result.setResult("done"));
    return result;
  }

  @GetMapping("/deferred/error")
  DeferredResult<String> deferredError() {
    DeferredResult<String> result = new DeferredResult<>();
    CompletableFuture<Void> unused =
        CompletableFuture.runAsync(
            () -> result.setErrorResult(new IllegalStateException("on purpose")));
    return result;
  }

  @GetMapping("/deferred/timeout")
  DeferredResult<String> deferredTimeout() {
    return new DeferredResult<>(50L);
  }

  @GetMapping("/callable/ok")
  Callable<String> callable() {
    return () -> "done";
  }

  @GetMapping("/callable/throws")
  Callable<String> callableThrows() {
    return () -> {
      throw new ResponseStatusException(HttpStatus.GONE);
    };
  }
}
