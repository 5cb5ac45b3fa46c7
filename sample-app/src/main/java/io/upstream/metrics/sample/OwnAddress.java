package io.upstream.metrics.sample;

import java.net.URI;
import org.springframework.boot.web.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The address of this application, known when its web server has started. */
@Component
public class OwnAddress {

  private volatile int port;

  @EventListener
  void listening(ServletWebServerInitializedEvent event) {
    // Ignores the web server of Actuator, which may have a port of its own.
    if (event.getApplicationContext().getServerNamespace() == null) {
      port = event.getWebServer().getPort();
    }
  }

  /** Returns the absolute address of a path. */
  public URI resolve(String path) {
    return URI.create("http://localhost:" + port + path);
  }
}
