package io.upstream.metrics.servlet.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A small file that is read again at each use. Time stamps would not do, because they do not change
 * if a file is written twice within their resolution.
 *
 * <p>Reading may hang: a pipe without a writer, a network drive that is gone. A separate thread
 * therefore reads the file, one reading at a time. Callers that arrive meanwhile wait for the same
 * reading. Once it has taken a second, these and later callers get an error until it ends.
 */
final class TokenFile {

  private static final int MAX_BYTES = 64 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Path file;
  private final long patienceNanos;
  private Reading latest = new Reading(CompletableFuture.completedFuture(""), 0);

  private record Reading(CompletableFuture<String> text, long start) {}

  TokenFile(Path file) {
    this(file, PATIENCE);
  }

  TokenFile(Path file, Duration patience) {
    this.file = file;
    this.patienceNanos = patience.toNanos();
  }

  /**
   * Returns what is in the file now.
   *
   * @throws IOException if it cannot be read, is too long, or does not answer within a second
   */
  String text() throws IOException {
    Reading reading = latestOrNew();
    long left = reading.start() + patienceNanos - System.nanoTime();
    try {
      return reading.text().get(Math.max(0, left), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new IOException("it does not answer within a second", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private Reading latestOrNew() {
    Reading made = new Reading(new CompletableFuture<>(), System.nanoTime());
    synchronized (this) {
      if (!latest.text().isDone()) {
        return latest;
      }
      latest = made;
    }
    start(made.text());
    return made;
  }

  private void start(CompletableFuture<String> reading) {
    try {
      Thread thread =
          new Thread(
              null,
              () -> {
                try {
                  reading.complete(read());
                } catch (Throwable failure) { // waiting threads get the failure
                  reading.completeExceptionally(failure);
                }
              },
              "upstream-metrics-token-file",
              0,
              false); // no thread-local values of the request that happens to ask first
      thread.setDaemon(true);
      thread.start();
    } catch (Throwable failure) { // no memory for a thread: callers get the failure
      reading.completeExceptionally(failure);
    }
  }

  private String read() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        // If the file were cut off, it would end in a part of a token, and that part would be
        // accepted.
        throw new IOException("it is longer than 64 KB");
      }
      return new String(bytes, UTF_8);
    }
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
