package io.upstream.metrics.benchmarks.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.exporter.servlet.jakarta.PrometheusMetricsServlet;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.upstream.metrics.benchmarks.page.Content;
import io.upstream.metrics.benchmarks.peers.ClientJava;
import io.upstream.metrics.benchmarks.peers.MeasuredLibrary;
import io.upstream.metrics.benchmarks.peers.MicrometerPrometheus;
import io.upstream.metrics.benchmarks.peers.Upstream;
import io.upstream.metrics.servlet.MetricsAccess;
import io.upstream.metrics.servlet.MetricsServlet;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The ways to serve a page, with JVM and process families on it, over HTTP. */
public enum Servers {
  UPSTREAM {
    @Override
    Server start(Content content) throws IOException, LifecycleException {
      Upstream library = new Upstream(Upstream.recorder(content.customers + 50, true));
      content.fill(library);
      return tomcat(new MetricsServlet(library.recorder(), MetricsAccess.open()));
    }
  },
  CLIENT_JAVA {
    @Override
    Server start(Content content) throws IOException, LifecycleException {
      ClientJava library = (ClientJava) content.of(MeasuredLibrary.CLIENT_JAVA);
      JvmMetrics.builder().register(library.registry());
      return tomcat(new PrometheusMetricsServlet(library.registry()));
    }
  },
  /** Spring Boot's endpoint, compressed by Tomcat. */
  ACTUATOR {
    @Override
    Server start(Content content) {
      ConfigurableApplicationContext application =
          SpringApplication.run(
              Application.class,
              "--server.port=0",
              "--server.address=127.0.0.1",
              "--server.compression.enabled=true",
              "--server.compression.mime-types=text/plain",
              "--management.endpoints.web.exposure.include=prometheus",
              "--logging.level.root=off",
              "--spring.main.banner-mode=off");
      content.fill(new MicrometerPrometheus(application.getBean(PrometheusMeterRegistry.class)));
      String port = application.getEnvironment().getProperty("local.server.port");
      return new Server(
          URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"), application::close);
    }
  };

  abstract Server start(Content content) throws IOException, LifecycleException;

  /**
   * A server that runs.
   *
   * @param page the address of the page
   * @param stop stops the server
   */
  record Server(URI page, AutoCloseable stop) {}

  private static Server tomcat(Servlet servlet) throws IOException, LifecycleException {
    Path directory = Files.createTempDirectory("scrape");
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(directory.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", directory.toString());
    Tomcat.addServlet(context, "metrics", servlet).addMapping("/metrics");
    tomcat.start();
    return new Server(
        URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/metrics"),
        () -> {
          tomcat.stop();
          tomcat.destroy();
        });
  }
}
