package io.upstream.metrics.servlet.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A small file that is read again at each use. Time stamps would not do, because they do not change
 * if a file is written twice within their resolution.
 *
 * <p>Reading may hang: a pipe without a writer, a network drive that is gone. A separate thread
 * therefore reads the file, one reading at a time. A caller waits for at most a second, and not at
 * all while an earlier reading hangs.
 */
final class TokenFile {

  private static final int MAX_BYTES = 64 * 1024;
  private static final long PATIENCE_MILLIS = 1_000;

  private final Path file;
  private @Nullable CompletableFuture<String> hanging;

  TokenFile(Path file) {
    this.file = file;
  }

  /**
   * Returns what is in the file now.
   *
   * @throws IOException where it cannot be read, is too long, or does not answer within a second
   */
  synchronized String text() throws IOException {
    CompletableFuture<String> reading = hanging;
    if (reading == null || reading.isDone()) {
      hanging = null;
      reading = start();
    } else {
      throw new IOException("it does not answer");
    }
    try {
      return reading.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      hanging = reading;
      throw new IOException("it does not answer within a second", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private CompletableFuture<String> start() {
    CompletableFuture<String> reading = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                reading.complete(read());
              } catch (Throwable failure) { // waiting threads get the failure
                reading.completeExceptionally(failure);
              }
            },
            "upstream-metrics-token-file");
    thread.setDaemon(true);
    thread.start();
    return reading;
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
