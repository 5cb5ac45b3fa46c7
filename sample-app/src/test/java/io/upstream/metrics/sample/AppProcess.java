package io.upstream.metrics.sample;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.upstream.metrics.sample.ledger.LedgerEvent;
import io.upstream.metrics.testing.Await;
import io.upstream.metrics.testing.PageText;
import io.upstream.metrics.testing.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The application in a JVM of its own. */
final class AppProcess implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  final int port;
  final Process process;
  private final Path output;

  private AppProcess(Path folder, int port, List<String> jvm, List<String> arguments)
      throws IOException {
    this.port = port;
    this.output = folder.resolve("app-" + port + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    command.add(SampleApplication.class.getName());
    command.add("--server.port=" + port);
    command.addAll(arguments);
    this.process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
  }

  /** Begins to start one; {@link #awaitReady} says when it has. */
  static AppProcess start(Path folder, int port, String... arguments) throws IOException {
    return start(folder, port, List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"), arguments);
  }

  /** Begins to start one in a JVM with options of its own. */
  static AppProcess start(Path folder, int port, List<String> jvm, String... arguments)
      throws IOException {
    return new AppProcess(folder, port, jvm, List.of(arguments));
  }

  void awaitReady() {
    Await.until(
        "start of the application:\n" + output(), () -> output().contains("The sample is running"));
  }

  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Map<LedgerEvent, Long> ledger() {
    try {
      return new ObjectMapper()
          .readValue(send("GET", "/ledger").body(), new TypeReference<Map<LedgerEvent, Long>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  PageText page() throws IOException {
    return new PageText(send("GET", "/metrics").body());
  }

  HttpResponse<String> send(String method, String path) throws IOException {
    try {
      return HTTP.send(
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    Programs.end(process);
  }
}
