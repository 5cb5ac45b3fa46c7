package io.upstream.metrics.spring.boot;

import io.upstream.metrics.servlet.MetricsServlet;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of the page and of access to it. The system properties and the environment apply
 * where an application sets no property of access.
 *
 * @param enabled whether the page is mounted
 * @param path where it is mounted, below the context path
 * @param access restricted, or open to everybody who can reach it
 * @param allowedIps addresses and networks that may read
 * @param trustedProxies proxies whose X-Forwarded-For is believed
 * @param authToken tokens that hold, several for the time of a rotation
 * @param authTokenFile a file of tokens, read again at each use
 * @param allowedRoles roles, any of which may read
 * @param atOnce how many pages are written at once
 * @param patience how long another scrape waits for its turn
 * @param guardActuator whether the same rules, where one is set, guard Actuator's endpoints that
 *     show our families: prometheus and upstream
 * @param perMinute how often a minute one address is answered; 0 is without limit
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
    /** This machine, or whom the rules let in. */
    RESTRICTED,
    /** Everybody. */
    OPEN
  }
}
