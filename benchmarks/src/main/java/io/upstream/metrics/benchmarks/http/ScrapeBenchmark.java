package io.upstream.metrics.benchmarks.http;

import io.prometheus.metrics.exporter.servlet.jakarta.PrometheusMetricsServlet;
import io.upstream.metrics.benchmarks.page.PageBenchmark;
import io.upstream.metrics.benchmarks.peers.ClientJava;
import io.upstream.metrics.benchmarks.peers.Peer;
import io.upstream.metrics.benchmarks.peers.Upstream;
import io.upstream.metrics.servlet.MetricsAccess;
import io.upstream.metrics.servlet.MetricsServlet;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
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

/** One scrape over HTTP, compressed, from a container on this machine. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@NullUnmarked // JMH fills it
public class ScrapeBenchmark {

  @Param({"UPSTREAM", "CLIENT_JAVA"})
  public Peer peer;

  @Param({"1000", "3000"})
  public int customers;

  private final byte[] buffer = new byte[1 << 16];
  private Path directory;
  private Tomcat tomcat;
  private URI page;

  @Setup
  public void start() throws IOException, LifecycleException {
    directory = Files.createTempDirectory("scrape");
    tomcat = new Tomcat();
    tomcat.setBaseDir(directory.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", directory.toString());
    Tomcat.addServlet(context, "metrics", servlet()).addMapping("/metrics");
    tomcat.start();
    page = URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/metrics");
  }

  private Servlet servlet() {
    return peer == Peer.UPSTREAM
        ? new MetricsServlet(
            ((Upstream) PageBenchmark.filled(peer, customers)).recorder(), MetricsAccess.open())
        : new PrometheusMetricsServlet(
            ((ClientJava) PageBenchmark.filled(peer, customers)).registry());
  }

  @Benchmark
  public long scrape() throws IOException {
    HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection();
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
  public void stop() throws LifecycleException, IOException {
    tomcat.stop();
    tomcat.destroy();
    try (var files = Files.walk(directory)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
    }
  }
}
