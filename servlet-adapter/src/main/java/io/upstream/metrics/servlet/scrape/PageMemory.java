package io.upstream.metrics.servlet.scrape;

import java.util.concurrent.atomic.AtomicLong;

/** A limit on the memory of all pages that one servlet is sending. */
public final class PageMemory {

  private final AtomicLong free;

  public PageMemory(long bytes) {
    this.free = new AtomicLong(bytes);
  }

  /** Returns whether there was as much; then {@link #release} gives it back. */
  public boolean reserve(int bytes) {
    if (free.addAndGet(-bytes) >= 0) {
      return true;
    }
    free.addAndGet(bytes);
    return false;
  }

  public void release(long bytes) {
    free.addAndGet(bytes);
  }

  public long free() {
    return free.get();
  }
}
