package io.upstream.metrics.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL of this test run alone: Debian's binaries, a data directory in a temporary folder, a
 * free port of the loopback interface. Stopped when it is closed, and when the JVM ends.
 */
public final class PostgresServer implements AutoCloseable {

  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

  static {
    // As in production: one of the driver's own assertions fails where a server dies in a batch.
    ClassLoader loader = PostgresServer.class.getClassLoader();
    loader.setPackageAssertionStatus("org.postgresql", false);
  }

  private static PostgresServer shared;

  private final Path folder;
  private final Process server;
  private final int port;
  private final Thread atExit = new Thread(this::stop);

  private PostgresServer(Path folder, Process server, int port) {
    this.folder = folder;
    this.server = server;
    this.port = port;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * The one that suites share; skips the test, or fails it in the full run, where there is none.
   */
  public static synchronized PostgresServer shared() throws IOException, InterruptedException {
    if (shared == null) {
      shared = start();
    }
    return shared;
  }

  static PostgresServer start() throws IOException, InterruptedException {
    Path binaries = binaries();
    Path folder = Files.createTempDirectory("upstream-postgresql");
    List<String> asUser = asUser(folder);
    Path data = folder.resolve("data");
    run(
        asUser,
        folder,
        binaries.resolve("initdb").toString(),
        "-D",
        data.toString(),
        "-U",
        "test",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "-N");
    int port = freePort();
    List<String> command = new ArrayList<>(asUser);
    command.addAll(
        List.of(
            binaries.resolve("postgres").toString(),
            "-D",
            data.toString(),
            "-p",
            "" + port,
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
            "-c",
            "fsync=off"));
    Process server =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    PostgresServer started = new PostgresServer(folder, server, port);
    started.awaitReady();
    return started;
  }

  public PGSimpleDataSource source() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName("postgres");
    source.setUser("test");
    return source;
  }

  /** As a machine that loses power: no client hears a goodbye. */
  void kill() throws InterruptedException {
    server.descendants().forEach(ProcessHandle::destroyForcibly);
    server.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    stop();
  }

  private void stop() {
    try {
      if (server.isAlive()) {
        // SIGINT is PostgreSQL's fast shutdown; Process.destroy() would wait for the clients.
        new ProcessBuilder("kill", "-INT", "" + server.pid()).start().waitFor();
        if (!server.waitFor(30, TimeUnit.SECONDS)) {
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

  /** Reads what the server says until it takes connections; goes on reading, or it would block. */
  private void awaitReady() throws IOException {
    BufferedReader output =
        new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.append(line).append('\n');
      if (line.contains("ready to accept connections")) {
        Thread drain = new Thread(() -> drain(output), "postgresql-log");
        drain.setDaemon(true);
        drain.start();
        return;
      }
    }
    throw new IllegalStateException("PostgreSQL did not start:\n" + said);
  }

  private static void drain(BufferedReader output) {
    try {
      while (output.readLine() != null) {
        // What a healthy server says is nobody's business here.
      }
    } catch (IOException closed) {
      return; // with the process
    }
  }

  private static Path binaries() throws IOException {
    if (Files.isDirectory(DEBIAN)) {
      try (Stream<Path> versions = Files.list(DEBIAN)) {
        Path newest =
            versions
                .map(version -> version.resolve("bin"))
                .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
                .max(Comparator.naturalOrder())
                .orElse(null);
        if (newest != null) {
          return newest;
        }
      }
    }
    assertThat(Boolean.getBoolean("upstream.full"))
        .as("PostgreSQL's server programs are not installed, and the full run needs them")
        .isFalse();
    return abort("PostgreSQL's server programs are not installed");
  }

  /** PostgreSQL refuses to run as root; then it is run as the user that Debian's package makes. */
  private static List<String> asUser(Path folder) throws IOException {
    if (!"root".equals(System.getProperty("user.name"))) {
      return List.of();
    }
    Files.setOwner(
        folder,
        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
    return List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups");
  }

  private static void run(List<String> asUser, Path folder, String... command)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(asUser);
    all.addAll(List.of(command));
    Process process =
        new ProcessBuilder(all).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, IOException failure)
              throws IOException {
            Files.deleteIfExists(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
