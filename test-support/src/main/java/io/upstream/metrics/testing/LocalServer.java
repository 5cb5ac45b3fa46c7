package io.upstream.metrics.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program on a port of the loopback interface, with its files in a temporary folder. It ends when
 * it is closed, and when the JVM ends.
 */
abstract class LocalServer implements AutoCloseable {

  final Process process;
  private final Path folder;
  private final int port;
  private final Thread atExit = new Thread(this::stop);

  /**
   * Starts the program and waits until it says in its log that it is ready.
   *
   * @param folder the folder of its files, which is deleted with it
   */
  LocalServer(Path folder, int port, List<String> command, String ready) throws IOException {
    Path log = folder.resolve("log");
    this.folder = folder;
    this.port = port;
    this.process = Programs.start(log, command);
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      Await.until(ready, () -> Files.readString(log).contains(ready));
    } catch (AssertionError late) {
      close();
      throw late;
    }
  }

  /** Returns the port on the loopback interface. */
  public final int port() {
    return port;
  }

  @Override
  public final void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    stop();
  }

  /** Ends the process, which is alive. */
  void end() throws IOException, InterruptedException {
    Programs.end(process);
  }

  private void stop() {
    try {
      if (process.isAlive()) {
        end();
      }
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
