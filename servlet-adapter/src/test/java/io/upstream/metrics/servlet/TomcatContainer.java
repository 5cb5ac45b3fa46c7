package io.upstream.metrics.servlet;

import jakarta.servlet.ServletException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.util.ServerInfo;
import org.apache.tomcat.util.descriptor.web.ErrorPage;

/** Tomcat: 10.1, or 11 where that is on the class path. */
public final class TomcatContainer implements Container {

  public static final Maker MAKER =
      new Maker() {
        @Override
        public String name() {
          return ServerInfo.getServerNumber().startsWith("11") ? "Tomcat 11" : "Tomcat 10.1";
        }

        @Override
        public Container start(Setup setup) throws Exception {
          return new TomcatContainer(setup);
        }
      };

  private final Tomcat tomcat = new Tomcat();
  private final Path home = Files.createTempDirectory("tomcat");

  private TomcatContainer(Setup setup) throws Exception {
    tomcat.setBaseDir(home.toString());
    Connector connector = new Connector("org.apache.coyote.http11.Http11NioProtocol");
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("maxThreads", "40");
    connector.setProperty("acceptCount", "4000");
    // So that it is our own limit that a long query meets.
    connector.setProperty("maxHttpRequestHeaderSize", "262144");
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", new File(home.toString()).getAbsolutePath());
    Tomcat.addServlet(context, "default", new DefaultServlet()).addMapping("/");
    context.addServletContainerInitializer(
        (classes, servletContext) -> {
          try {
            setup.accept(servletContext);
          } catch (Exception e) {
            throw new ServletException(e);
          }
        },
        Set.of());
    context.addErrorPage(errorPage(CaseApp.WITH_ERROR_PAGE, "/error-page"));
    context.addErrorPage(
        errorPage(405, "/refused")); // what Tomcat refuses comes through the filter
    tomcat.start();
    if (!context.getState().isAvailable()) {
      close();
      throw new LifecycleException("The application did not start");
    }
  }

  private static ErrorPage errorPage(int status, String path) {
    ErrorPage page = new ErrorPage();
    page.setErrorCode(status);
    page.setLocation(path);
    return page;
  }

  @Override
  public int port() {
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public void close() {
    try {
      tomcat.stop();
      tomcat.destroy();
      try (var files = Files.walk(home)) {
        files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    } catch (Exception e) {
      throw new AssertionError("The container did not stop", e);
    }
  }
}
