package io.upstream.metrics.sample;

import io.upstream.metrics.spring.boot.EndpointProperties;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Prints the addresses of the pages when the application has started. */
@Component
class StartupBanner {

  private static final System.Logger LOGGER = System.getLogger(StartupBanner.class.getName());

  private final OwnAddress address;
  private final EndpointProperties endpoint;
  private final Environment environment;

  StartupBanner(OwnAddress address, EndpointProperties endpoint, Environment environment) {
    this.address = address;
    this.endpoint = endpoint;
    this.environment = environment;
  }

  @EventListener(ApplicationReadyEvent.class)
  void ready() {
    StringBuilder text = new StringBuilder("The sample is running:");
    line(text, "dashboards", "/");
    line(text, "metrics page", endpoint.path());
    line(text, "console", "/console/");
    if (environment.matchesProfiles("boot-actuator")) {
      line(text, "metrics page of Actuator", "/actuator/prometheus");
    }
    LOGGER.log(System.Logger.Level.INFO, text.append("\n  Press Ctrl-C to stop it."));
  }

  private void line(StringBuilder text, String what, String path) {
    text.append("\n  %-26s %s".formatted(what, address.resolve(path)));
  }
}
