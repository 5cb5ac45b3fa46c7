package io.upstream.metrics.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL for one test run: Debian's programs, a data directory in a temporary folder, a free
 * port of the loopback interface. It ends when it is closed, and when the JVM ends.
 */
public final class PostgresServer implements AutoCloseable {

  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

  private static @Nullable PostgresServer shared;

  private final Path folder;
  private final Process process;
  private final int port;
  private final Thread atExit = new Thread(this::stop);

  private PostgresServer(Path folder, Process process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Returns the server that all tests of a JVM share. */
  public static synchronized PostgresServer shared() throws Exception {
    PostgresServer server = shared;
    if (server == null) {
      server = start();
      shared = server;
    }
    return server;
  }

  /** Starts a server; skips the test if there is no PostgreSQL, or fails it in the full profile. */
  public static PostgresServer start() throws Exception {
    Path programs = programs();
    Programs.need(programs.resolve("initdb"));
    Path folder = Files.createTempDirectory("upstream-postgresql");
    List<String> user = user(folder);
    Path data = folder.resolve("data");
    List<String> init = new ArrayList<>(user);
    init.add(programs.resolve("initdb").toString());
    init.addAll(List.of("-D", data.toString(), "-U", "test", "-A", "trust"));
    init.addAll(List.of("-E", "UTF8", "--locale=C", "-N"));
    Programs.Outcome made = Programs.run(folder, init);
    if (made.code() != 0) {
      throw new AssertionError(made.text());
    }
    int port = Programs.freePort();
    List<String> command = new ArrayList<>(user);
    command.add(programs.resolve("postgres").toString());
    command.addAll(List.of("-D", data.toString(), "-p", "" + port));
    command.addAll(List.of("-c", "listen_addresses=127.0.0.1"));
    command.addAll(List.of("-c", "unix_socket_directories=", "-c", "fsync=off"));
    Path log = folder.resolve("log");
    PostgresServer server = new PostgresServer(folder, Programs.start(log, command), port);
    try {
      Await.until(
          "PostgreSQL accepts connections",
          () -> Files.readString(log).contains("ready to accept connections"));
    } catch (AssertionError late) {
      server.close();
      throw late;
    }
    return server;
  }

  /** Returns the port on the loopback interface. */
  public int port() {
    return port;
  }

  /** Returns the URL of the database; its user is {@code test}, without a password. */
  public String url() {
    return "jdbc:postgresql://localhost:" + port + "/postgres";
  }

  /** Kills the server as a loss of power does: it closes no connection. */
  public void kill() throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    stop();
  }

  private void stop() {
    try {
      if (process.isAlive()) {
        // SIGINT is PostgreSQL's fast shutdown; Process.destroy() would wait for the clients.
        new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
          kill();
        }
      }
      delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Path programs() throws IOException {
    if (!Files.isDirectory(DEBIAN)) {
      return DEBIAN;
    }
    try (Stream<Path> versions = Files.list(DEBIAN)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
          .max(Comparator.naturalOrder())
          .orElse(DEBIAN);
    }
  }

  /** Returns how to become the user of Debian's package: PostgreSQL refuses to run as root. */
  private static List<String> user(Path folder) throws IOException {
    if (!"root".equals(System.getProperty("user.name"))) {
      return List.of();
    }
    Files.setOwner(
        folder,
        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
    return List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups");
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
