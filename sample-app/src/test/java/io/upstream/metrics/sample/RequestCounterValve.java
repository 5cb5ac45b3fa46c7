package io.upstream.metrics.sample;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/**
 * Counts by method what comes into Tomcat, before any filter and with none of the application's
 * code, but for requests that read the metrics. It answers {@code /entered} itself, so that the
 * question is counted nowhere.
 *
 * <p>To be named in {@code spring.main.sources}.
 */
final class RequestCounterValve
    implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  private static final String PATH = "/entered";

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.addEngineValves(new CountingValve());
  }

  /** Returns the counts of an application with this valve. */
  static Map<String, Long> read(AppProcess app) throws IOException {
    return new ObjectMapper()
        .readValue(app.send("GET", PATH).body(), new TypeReference<TreeMap<String, Long>>() {});
  }

  private static final class CountingValve extends ValveBase {

    private static final Set<String> METHODS =
        Set.of(
            "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT",
            "QUERY");

    private final Map<String, LongAdder> entered = new ConcurrentHashMap<>();

    CountingValve() {
      super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
      String path = request.getRequestURI();
      if (path.equals(PATH)) {
        response.setContentType("application/json");
        response.getWriter().write(new ObjectMapper().writeValueAsString(entered));
        return;
      }
      // What went on in the background comes by again when it is done.
      if (!request.isAsyncDispatching() && !path.startsWith("/metrics")) {
        String method = METHODS.contains(request.getMethod()) ? request.getMethod() : "_OTHER";
        entered.computeIfAbsent(method, any -> new LongAdder()).increment();
      }
      getNext().invoke(request, response);
    }
  }
}
