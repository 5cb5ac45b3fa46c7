package io.upstream.metrics.push;

import io.upstream.metrics.testing.Programs;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;

/** A program of the distribution, for one test; in the full profile it has to be there. */
final class RealProgram implements AutoCloseable {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Process process;

  private RealProgram(Process process) {
    this.process = process;
  }

  static RealProgram start(Path log, String... command) throws IOException {
    Programs.need(command[0]);
    return new RealProgram(Programs.start(log, command));
  }

  /** Returns what stands at a local address; an empty text while no server answers. */
  static String get(int port, String path) {
    try {
      return CLIENT
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
              BodyHandlers.ofString())
          .body();
    } catch (IOException notYet) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  @Override
  public void close() throws InterruptedException {
    Programs.end(process);
  }
}
