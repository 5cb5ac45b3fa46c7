package io.upstream.metrics.servlet;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether something that the application needs is well. It returns if so, else it throws.
 *
 * <p>It may take its time and may even hang: {@link Health} gives it a limit and a thread of its
 * own, interrupts it after that, and does not start it again before it has come back.
 */
@FunctionalInterface
public interface HealthCheck {

  /**
   * Returns if all is well and throws otherwise. The answer shows the class of the exception, never
   * its message.
   */
  void check() throws Exception;

  /** A connection can be had and the database answers on it. */
  static HealthCheck dataSource(DataSource dataSource) {
    return () -> {
      try (Connection connection = dataSource.getConnection()) {
        if (!connection.isValid(1)) {
          throw new SQLException("The connection is not valid");
        }
      }
    };
  }

  /**
   * Returns a check that puts a value into a cache and gets it, such as {@code cache(map::put,
   * map::get)}.
   */
  static HealthCheck cache(BiConsumer<String, String> put, Function<String, @Nullable String> get) {
    return () -> {
      String value = UUID.randomUUID().toString();
      put.accept("upstream_metrics_health", value);
      if (!value.equals(get.apply("upstream_metrics_health"))) {
        throw new IllegalStateException("The cache lost what was put into it");
      }
    };
  }

  /** So many bytes are left on the disk of a directory. */
  static HealthCheck diskSpace(Path directory, long bytes) {
    return () -> {
      if (Files.getFileStore(directory).getUsableSpace() < bytes) {
        throw new java.nio.file.FileSystemException(directory.toString(), null, "Disk is full");
      }
    };
  }

  /** No threads wait for each other in a circle. */
  static HealthCheck noDeadlock() {
    return () -> {
      long[] threads = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
      if (threads != null) {
        throw new IllegalStateException(threads.length + " threads are in a deadlock");
      }
    };
  }

  /** An executor gets round to a new task; one that is stuck holds this check until its limit. */
  static HealthCheck executor(Executor executor) {
    return new ExecutorCheck(executor);
  }
}
