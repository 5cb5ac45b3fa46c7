package io.upstream.metrics.benchmarks.http;

import io.upstream.metrics.benchmarks.page.Content;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One scrape over HTTP, compressed, from a server in this process. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@NullUnmarked // JMH fills it
public class ScrapeBenchmark {

  @Param({"UPSTREAM", "CLIENT_JAVA"})
  public Servers server;

  @Param({"ORDINARY", "SERIES_36_000", "SERIES_111_000"})
  public Content content;

  private final byte[] buffer = new byte[1 << 16];
  private Servers.Server running;

  @Setup
  public void start() throws Exception {
    running = server.start(content);
  }

  @Benchmark
  public long scrape() throws IOException {
    HttpURLConnection connection = (HttpURLConnection) running.page().toURL().openConnection();
    connection.setRequestProperty("Accept-Encoding", "gzip");
    long bytes = 0;
    try (InputStream body = connection.getInputStream()) {
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        bytes += read;
      }
    }
    if (!"gzip".equals(connection.getContentEncoding())) {
      throw new IllegalStateException("not compressed");
    }
    return bytes;
  }

  @TearDown
  public void stop() throws Exception {
    running.stop().close();
  }
}
