package com.example;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.servlet.MetricsMount;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** Tomcat with one servlet of its own; asks it once, then prints the page that it serves. */
public final class ServesItsPage {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private ServesItsPage() {}

  public static void main(String[] args) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "claims", new ClaimsServlet()).addMapping("/claims");
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().build()) {
      context.addServletContainerInitializer(
          (classes, application) -> MetricsMount.in(application).recorder(recorder).at("/metrics"),
          Set.of());
      tomcat.start();
      String address = "http://127.0.0.1:" + tomcat.getConnector().getLocalPort();
      get(address + "/claims");
      // A request is counted when it has ended, which may be after its answer is here.
      String page = get(address + "/metrics");
      for (int i = 0; i < 1_000 && !page.contains("view=\"/claims\""); i++) {
        page = get(address + "/metrics");
      }
      System.out.println(page);
      tomcat.stop();
      tomcat.destroy();
    }
  }

  private static String get(String url) throws IOException, InterruptedException {
    return CLIENT
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        .body();
  }

  private static final class ClaimsServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      try {
        response.getWriter().print("no claims");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
