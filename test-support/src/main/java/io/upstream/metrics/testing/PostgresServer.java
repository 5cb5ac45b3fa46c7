package io.upstream.metrics.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL for one test run: Debian's programs, and a data directory in a temporary folder. */
public final class PostgresServer extends LocalServer {

  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

  private static @Nullable PostgresServer shared;

  private PostgresServer(Path folder, int port, List<String> command) throws IOException {
    super(folder, port, command, "ready to accept connections");
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
    return new PostgresServer(folder, port, command);
  }

  /** Returns the URL of the database; its user is {@code test}, without a password. */
  public String url() {
    return "jdbc:postgresql://localhost:" + port() + "/postgres";
  }

  /** Kills the server as a loss of power does: it closes no connection. */
  public void kill() throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
  }

  /** Stops by SIGINT, PostgreSQL's fast shutdown; Process.destroy() would wait for the clients. */
  @Override
  void end() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      kill();
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
}
