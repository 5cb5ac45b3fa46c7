package io.upstream.metrics.spring.job;

import io.upstream.metrics.label.CustomerId;
import org.jspecify.annotations.Nullable;

/**
 * The customer for whom a thread works; jobs that begin meanwhile count for that customer.
 *
 * <pre>{@code
 * try (JobContext context = JobContext.open(new CustomerId("acme"))) {
 *   exporter.export();
 * }
 * }</pre>
 *
 * <p>It is handed on to {@code @Async} methods and to the tasks of a {@link JobTaskDecorator}.
 * Close it on the thread that opened it; closing twice is harmless.
 */
public final class JobContext implements AutoCloseable {

  private static final ThreadLocal<@Nullable JobContext> CURRENT = new ThreadLocal<>();

  private final @Nullable CustomerId customer;
  private final @Nullable JobContext outer;
  private boolean closed;

  private JobContext(@Nullable CustomerId customer, @Nullable JobContext outer) {
    this.customer = customer;
    this.outer = outer;
  }

  /** Sets the customer for whom this thread works from now on; null for none. */
  public static JobContext open(@Nullable CustomerId customer) {
    JobContext context = new JobContext(customer, CURRENT.get());
    CURRENT.set(context);
    return context;
  }

  /** Returns the customer for whom this thread works; null for none. */
  public static @Nullable CustomerId customer() {
    JobContext current = CURRENT.get();
    return current == null ? null : current.customer;
  }

  /** Restores the customer for whom the thread worked before. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (outer == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(outer);
    }
  }
}
