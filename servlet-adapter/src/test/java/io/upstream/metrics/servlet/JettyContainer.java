package io.upstream.metrics.servlet;

import jakarta.servlet.ServletException;
import java.net.InetSocketAddress;
import org.eclipse.jetty.ee10.servlet.DefaultServlet;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.resource.ResourceFactory;

/** Jetty 12 for Servlet 6.0. */
public final class JettyContainer implements Container {

  public static final Maker MAKER =
      new Maker() {
        @Override
        public String name() {
          return "Jetty 12";
        }

        @Override
        public Container start(Setup setup) throws Exception {
          return new JettyContainer(setup);
        }
      };

  private final Server server =
      new Server(new InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 0));

  private JettyContainer(Setup setup) throws Exception {
    ServletContextHandler context = new ServletContextHandler();
    context.setContextPath("/");
    context.setBaseResource(
        ResourceFactory.of(context).newResource(java.nio.file.Files.createTempDirectory("jetty")));
    context.addServlet(DefaultServlet.class, "/");
    context.addServletContainerInitializer(
        (classes, servletContext) -> {
          try {
            setup.accept(servletContext);
          } catch (Exception e) {
            throw new ServletException(e);
          }
        });
    ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
    errors.addErrorPage(CaseApp.WITH_ERROR_PAGE, "/error-page");
    context.setErrorHandler(errors);
    server.setHandler(context);
    server.start();
  }

  @Override
  public int port() {
    return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new AssertionError("The container did not stop", e);
    }
  }
}
