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
 * Checks a resource that the application needs: returns if it works and throws otherwise.
 *
 * <p>A check may be slow and may even hang: {@link Health} runs it on its own thread, interrupts it
 * after a time limit, and does not start it again before it has returned.
 */
@FunctionalInterface
public interface HealthCheck {

  /**
   * Returns if all is well and throws otherwise. The answer shows the class of the exception, never
   * its message.
   */
  void check() throws Exception;

  /** Returns a check that gets a connection on which the database answers. */
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

  /** Returns a check that so many bytes are free on the disk of a directory. */
  static HealthCheck diskSpace(Path directory, long bytes) {
    return () -> {
      if (Files.getFileStore(directory).getUsableSpace() < bytes) {
        throw new java.nio.file.FileSystemException(directory.toString(), null, "Disk is full");
      }
    };
  }

  /** Returns a check that no threads are deadlocked. */
  static HealthCheck noDeadlock() {
    return () -> {
      long[] threads = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
      if (threads != null) {
        throw new IllegalStateException(threads.length + " threads are in a deadlock");
      }
    };
  }

  /**
   * Returns a check that an executor runs a new task; if the executor is stuck, the check runs into
   * its time limit.
   */
  static HealthCheck executor(Executor executor) {
    return new ExecutorCheck(executor);
  }
}
