package io.upstream.metrics.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request asks this machine under a name that only this machine has.
 *
 * <p>A page of a stranger, open in a browser on this machine, may have its own host name resolved
 * to 127.0.0.1 and then read answers from here as its own: the connection comes from loopback. What
 * the browser cannot hide is the name, which it sends as the host. Nobody can have {@code
 * localhost} or an address in digits point elsewhere, so those are what a local client may ask for.
 */
final class LocalHost {

  private LocalHost() {}

  /** Also where no host is named at all: every browser names one. */
  static boolean isAsked(HttpServletRequest request) {
    Enumeration<String> hosts = request.getHeaders("Host");
    if (hosts == null || !hosts.hasMoreElements()) {
      // HTTP/2 has it elsewhere, and some containers then leave the header out.
      return request.getProtocol().startsWith("HTTP/1") || isLocal(request.getServerName());
    }
    while (hosts.hasMoreElements()) {
      if (!isLocal(hosts.nextElement())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLocal(@Nullable String host) {
    if (host == null || host.isBlank()) {
      return true;
    }
    String name = Peer.withoutPort(host.strip()).toLowerCase(Locale.ROOT);
    String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    return plain.equals("localhost")
        || plain.endsWith(".localhost")
        || IpAddress.parse(plain) != null;
  }
}
