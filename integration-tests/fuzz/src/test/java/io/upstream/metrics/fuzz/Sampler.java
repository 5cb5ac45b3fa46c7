package io.upstream.metrics.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Keeps an input now and then, the last few hundred of them, for who reads them later. */
public final class Sampler {

  private static final int EVERY = 20;
  private static final int MOST = 300;

  private final @Nullable Path directory;
  private long offered;

  private Sampler(@Nullable Path directory) {
    this.directory = directory;
  }

  /** One that keeps them in the directory {@code fuzz.sample}, or none. */
  public static Sampler bySystemProperty() {
    String directory = System.getProperty("fuzz.sample");
    return new Sampler(directory == null ? null : Path.of(directory));
  }

  /** Takes note of an input. */
  public void offer(byte[] data) {
    if (directory == null || offered++ % EVERY != 0) {
      return;
    }
    try {
      Files.write(directory.resolve("input-" + offered / EVERY % MOST), data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
