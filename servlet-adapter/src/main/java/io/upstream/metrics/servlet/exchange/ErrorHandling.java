package io.upstream.metrics.servlet.exchange;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;

/**
 * The moment at which the status is final of a request that ended by {@code sendError} or an
 * exception.
 */
enum ErrorHandling {
  /**
   * The status is final when the container reports the end of the request, which Tomcat and
   * Undertow do after they have made the error page. The sample has the status that the client
   * gets, not that of the error page.
   */
  ENDS_WITH_REQUEST,
  /** Jetty makes its error page last. A status of {@code sendError} outlives an exception. */
  JETTY,
  /** An exception becomes 500. */
  UNKNOWN;

  private static final String ATTRIBUTE = ErrorHandling.class.getName();

  /**
   * Returns the behaviour of a container; adds a listener if that helps and the context still
   * accepts one.
   */
  static ErrorHandling in(ServletContext context) {
    if (context.getAttribute(ATTRIBUTE) != null) {
      return ENDS_WITH_REQUEST;
    }
    String server = String.valueOf(context.getServerInfo());
    if (server.startsWith("jetty")) {
      return JETTY;
    }
    if (!server.contains("Tomcat") && !server.contains("Undertow")) {
      return UNKNOWN;
    }
    try {
      context.addListener(new RequestEnd());
    } catch (IllegalStateException | UnsupportedOperationException tooLate) {
      return UNKNOWN;
    }
    context.setAttribute(ATTRIBUTE, true);
    return ENDS_WITH_REQUEST;
  }

  private static final class RequestEnd implements ServletRequestListener {

    @Override
    public void requestDestroyed(ServletRequestEvent event) {
      ServletExchange exchange = ServletExchange.of(event.getServletRequest());
      if (exchange != null) {
        exchange.errorHandled();
      }
    }
  }
}
