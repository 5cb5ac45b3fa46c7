package io.upstream.metrics.servlet.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether a request names this machine by a host name that can only mean this machine.
 *
 * <p>It prevents DNS rebinding. A foreign web page in a browser on this machine may have its own
 * host name resolved to 127.0.0.1 and then read our answers as its own, because the connection
 * comes from loopback. The browser always sends that name as the host. An attacker cannot make
 * {@code localhost} or a loopback address point elsewhere. A request with any other host, or with
 * none as in HTTP/0.9, may come from a proxy on this machine.
 */
final class LocalHost {

  private LocalHost() {}

  static boolean isAsked(HttpServletRequest request) {
    Enumeration<String> hosts = request.getHeaders("Host");
    if (hosts == null || !hosts.hasMoreElements()) {
      // HTTP/2 sends the host in a pseudo-header, and some containers then leave the header out.
      String protocol = request.getProtocol();
      return (protocol.startsWith("HTTP/2") || protocol.startsWith("HTTP/3"))
          && isLocal(request.getServerName(), request);
    }
    while (hosts.hasMoreElements()) {
      if (!isLocal(hosts.nextElement(), request)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLocal(@Nullable String host, HttpServletRequest request) {
    if (host == null || host.isBlank()) {
      return false;
    }
    String name = RequestOrigin.withoutPort(host.strip()).toLowerCase(Locale.ROOT);
    String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    if (plain.equals("localhost") || plain.endsWith(".localhost")) {
      return true;
    }
    IpAddress address = IpAddress.parse(plain);
    IpAddress own = IpAddress.parse(request.getLocalAddr());
    return address != null
        && (address.isLoopback() || (own != null && address.sharesPrefix(own, 128)));
  }
}
