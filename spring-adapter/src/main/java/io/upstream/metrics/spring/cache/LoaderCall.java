package io.upstream.metrics.spring.cache;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Remembers whether a cache had to ask the caller's loader, on whatever thread. */
final class LoaderCall {

  private volatile boolean happened;

  boolean happened() {
    return happened;
  }

  <T extends @Nullable Object> Callable<T> noting(Callable<T> loader) {
    return () -> {
      happened = true;
      return loader.call();
    };
  }

  <T extends @Nullable Object> Supplier<CompletableFuture<T>> noting(
      Supplier<CompletableFuture<T>> loader) {
    return () -> {
      happened = true;
      return loader.get();
    };
  }
}
