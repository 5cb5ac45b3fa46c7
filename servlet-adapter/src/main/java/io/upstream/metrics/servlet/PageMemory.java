package io.upstream.metrics.servlet;

import java.util.concurrent.atomic.AtomicLong;

/** A limit on the memory of all pages that one servlet is sending. */
final class PageMemory {

  private final AtomicLong free;

  PageMemory(long bytes) {
    this.free = new AtomicLong(bytes);
  }

  /** Returns whether there was as much; then {@link #release} gives it back. */
  boolean reserve(int bytes) {
    if (free.addAndGet(-bytes) >= 0) {
      return true;
    }
    free.addAndGet(bytes);
    return false;
  }

  void release(long bytes) {
    free.addAndGet(bytes);
  }

  long free() {
    return free.get();
  }
}
