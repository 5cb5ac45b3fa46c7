package io.upstream.metrics.spring.boot;

import io.upstream.metrics.servlet.MetricsServlet;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of the page and of access to it. A system property or an environment variable of
 * the library has precedence.
 *
 * @param enabled true if the library mounts the page
 * @param path the path of the page below the context path
 * @param access the readers that are allowed if no other rule is set
 * @param allowedIps the addresses and networks of allowed readers
 * @param trustedProxies the addresses and networks of the proxies whose X-Forwarded-For header the
 *     library believes
 * @param authToken the accepted tokens; there are several during a rotation
 * @param authTokenFile a file of accepted tokens, which the library reads again at each use
 * @param allowedRoles roles; a user who has any of them is an allowed reader
 * @param atOnce the most pages that are written at the same time
 * @param patience the longest time for which another scrape waits for its turn
 * @param guardActuator true if the rules, when any is set, also apply to Actuator's endpoints that
 *     show our families: prometheus and upstream
 * @param perMinute the most requests a minute that one address may make; 0 means no limit
 */
@ConfigurationProperties("upstream.metrics.endpoint")
public record EndpointProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("/metrics") String path,
    @Nullable Access access,
    @DefaultValue List<String> allowedIps,
    @DefaultValue List<String> trustedProxies,
    @DefaultValue List<String> authToken,
    @Nullable String authTokenFile,
    @DefaultValue List<String> allowedRoles,
    @DefaultValue("2") int atOnce,
    @DefaultValue("5s") Duration patience,
    @DefaultValue("true") boolean guardActuator,
    @DefaultValue("0") int perMinute) {

  /** Returns a text without the tokens. */
  @Override
  public String toString() {
    return "EndpointProperties[path=" + path + "]";
  }

  /** Returns the path, and the same with a slash. */
  String[] mappings(String below) {
    if (!path.matches("(/[^/*]+)+")) {
      throw PropertyOfSetting.malformed("endpoint.path", path, "a path such as /metrics");
    }
    return new String[] {path + below, path + below + "/"};
  }

  /** Returns the page with its limits. */
  MetricsServlet limited(MetricsServlet page) {
    if (atOnce < 1) {
      throw PropertyOfSetting.malformed("endpoint.at-once", atOnce, "1 or more");
    }
    if (patience.isNegative()) {
      throw PropertyOfSetting.malformed("endpoint.patience", patience, "0s or more");
    }
    if (perMinute < 0) {
      throw PropertyOfSetting.malformed("endpoint.per-minute", perMinute, "0 or more");
    }
    return page.atOnce(atOnce, patience).perMinute(perMinute);
  }

  /** Adds the rules that are set. */
  void addTo(PropertySettings settings) {
    settings.add("endpoint.access", access);
    settings.add("endpoint.allowed-ips", allowedIps);
    settings.add("endpoint.trusted-proxies", trustedProxies);
    settings.add("endpoint.auth-token", authToken);
    settings.add("endpoint.auth-token-file", authTokenFile);
    settings.add("endpoint.allowed-roles", "allowed-role", allowedRoles);
  }

  /** The readers that are allowed if no other rule is set. */
  public enum Access {
    /** Programs on this machine, or the readers that the rules allow. */
    RESTRICTED,
    /** Anyone who can reach the page. */
    OPEN
  }
}
