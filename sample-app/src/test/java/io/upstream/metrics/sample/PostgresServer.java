package io.upstream.metrics.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Debian's PostgreSQL on a folder and a port of its own. */
final class PostgresServer implements AutoCloseable {

  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

  private final int port;
  private final Process process;

  private PostgresServer(int port, Process process) {
    this.port = port;
    this.process = process;
  }

  static PostgresServer start(Path folder) throws Exception {
    Path programs = newest();
    Programs.need(programs.resolve("initdb"));
    Path data = Files.createDirectory(folder.resolve("data"));
    List<String> user = List.of();
    if (System.getProperty("user.name").equals("root")) { // whom PostgreSQL refuses
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.setOwner(
          data,
          data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
      user = List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups");
    }
    Path log = folder.resolve("log");
    run(
        log,
        user,
        programs.resolve("initdb") + " -D " + data + " -U test -A trust --locale=C -N -E UTF8");
    int port = Programs.freePort();
    Process process =
        begin(
            log,
            user,
            programs.resolve("postgres")
                + (" -D " + data + " -p " + port)
                + " -c listen_addresses=localhost -c unix_socket_directories= -c fsync=off");
    PostgresServer server = new PostgresServer(port, process);
    Programs.await("start of PostgreSQL", () -> contains(log, "ready to accept connections"));
    return server;
  }

  private static Path newest() throws IOException {
    if (!Files.isDirectory(INSTALLED)) {
      return INSTALLED;
    }
    try (Stream<Path> versions = Files.list(INSTALLED)) {
      return versions.max(Comparator.naturalOrder()).orElse(INSTALLED).resolve("bin");
    }
  }

  private static void run(Path log, List<String> user, String command) throws Exception {
    if (begin(log, user, command).waitFor() != 0) {
      throw new AssertionError(Files.readString(log));
    }
  }

  private static Process begin(Path log, List<String> user, String command) throws IOException {
    List<String> all = new ArrayList<>(user);
    all.addAll(List.of(command.split(" ")));
    return new ProcessBuilder(all)
        .directory(log.getParent().toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private static boolean contains(Path log, String text) {
    try {
      return Files.readString(log).contains(text);
    } catch (IOException e) {
      return false;
    }
  }

  String url() {
    return "jdbc:postgresql://localhost:" + port + "/postgres";
  }

  /** By SIGINT: it then does not wait for its clients. */
  @Override
  public void close() throws Exception {
    new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
