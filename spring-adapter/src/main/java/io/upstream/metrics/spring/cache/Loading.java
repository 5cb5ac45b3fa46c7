package io.upstream.metrics.spring.cache;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Remembers whether a cache had to ask the caller's loader, on whatever thread. */
final class Loading {

  private volatile boolean asked;

  boolean wasAsked() {
    return asked;
  }

  <T extends @Nullable Object> Callable<T> noting(Callable<T> loader) {
    return () -> {
      asked = true;
      return loader.call();
    };
  }

  <T extends @Nullable Object> Supplier<CompletableFuture<T>> noting(
      Supplier<CompletableFuture<T>> loader) {
    return () -> {
      asked = true;
      return loader.get();
    };
  }
}
