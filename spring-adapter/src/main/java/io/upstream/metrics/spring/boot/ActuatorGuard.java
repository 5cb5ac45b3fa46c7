package io.upstream.metrics.spring.boot;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.guard.SafeLogger;
import io.upstream.metrics.servlet.AccessFilter;
import io.upstream.metrics.servlet.MetricsAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.core.env.Environment;

/**
 * Guards the endpoints of Actuator that show our families with the rules of our own page: {@code
 * upstream}, and {@code prometheus} if it has the recorder's registry.
 *
 * <p>If no rule is set, the endpoints keep Actuator's access rules, and a log message at start
 * tells who can read them.
 */
final class ActuatorGuard {

  private static final System.Logger LOG = SafeLogger.named("io.upstream.metrics.spring");

  // After Spring Security, whose order is -100, because a rule about roles needs the user.
  private static final int ORDER = 0;

  private ActuatorGuard() {}

  /** Returns the filter, which is switched off if no rule is set. */
  static FilterRegistrationBean<AccessFilter> filter(
      UpstreamRecorder recorder,
      MetricsAccess access,
      ObjectProvider<PrometheusRegistry> registries,
      Environment environment) {
    boolean onOnePort = OnOnePort.isOnOnePort(environment);
    Binder properties = Binder.get(environment);
    List<String> endpoints = new ArrayList<>(List.of("upstream"));
    if (registries.stream().anyMatch(each -> each == recorder.registry())) {
      endpoints.add("prometheus");
    }
    FilterRegistrationBean<AccessFilter> registration =
        new FilterRegistrationBean<>(new AccessFilter(recorder, access));
    List<String> exposed = new ArrayList<>();
    for (String endpoint : endpoints) {
      String path = path(properties, endpoint, onOnePort);
      registration.addUrlPatterns(path + "/*"); // the pattern includes the path itself
      if (isExposed(properties, endpoint)) {
        exposed.add(path);
      }
    }
    registration.setName("upstreamActuatorGuard");
    registration.setOrder(ORDER);
    registration.setAsyncSupported(true);
    registration.setEnabled(access.isConfigured());
    if (!access.isConfigured() && !exposed.isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Actuator exposes the metrics of all customers at {0} to everyone whom its own rules let"
              + " in, for no rule for reading them is set. METRICS_ALLOWED_IPS, METRICS_AUTH_TOKEN"
              + " or METRICS_ALLOWED_ROLE guards it like our own page;"
              + " upstream.metrics.endpoint.guard-actuator=false leaves it as it is.",
          String.join(" and ", exposed));
    }
    return registration;
  }

  private static String path(Binder properties, String endpoint, boolean onOnePort) {
    String servlet = onOnePort ? text(properties, "spring.mvc.servlet.path", "/") : "/";
    String base = text(properties, "management.endpoints.web.base-path", "/actuator");
    String mapped = text(properties, "management.endpoints.web.path-mapping." + endpoint, endpoint);
    return ("/" + servlet + "/" + base + "/" + mapped).replaceAll("/{2,}", "/");
  }

  private static boolean isExposed(Binder properties, String endpoint) {
    return !text(properties, "management.server.port", "").equals("-1")
        && isListed(properties, "include", endpoint)
        && !isListed(properties, "exclude", endpoint);
  }

  private static boolean isListed(Binder properties, String list, String endpoint) {
    Set<String> listed =
        properties
            .bind("management.endpoints.web.exposure." + list, Bindable.setOf(String.class))
            .orElse(Set.of());
    return listed.contains("*") || listed.contains(endpoint);
  }

  private static String text(Binder properties, String name, String otherwise) {
    return properties.bind(name, String.class).orElse(otherwise);
  }
}
