package io.upstream.metrics.spring.boot;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an application sets about the page and who may read it. What is not set of access is what
 * the system properties and the environment say.
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
    @DefaultValue("0") int perMinute) {

  /** Who may read where nothing else is said. */
  public enum Access {
    /** This machine, or whom the rules let in. */
    RESTRICTED,
    /** Everybody. */
    OPEN
  }
}
