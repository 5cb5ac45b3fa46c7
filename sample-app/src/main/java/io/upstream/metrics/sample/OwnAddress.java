package io.upstream.metrics.sample;

import java.net.URI;
import org.springframework.boot.web.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Where this very application listens, known as soon as it does. */
@Component
public class OwnAddress {

  private volatile int port;

  @EventListener
  void listening(ServletWebServerInitializedEvent event) {
    // Actuator may have a port of its own.
    if (event.getApplicationContext().getServerNamespace() == null) {
      port = event.getWebServer().getPort();
    }
  }

  /** The whole address of a path. */
  public URI resolve(String path) {
    return URI.create("http://localhost:" + port + path);
  }
}
