package io.upstream.metrics.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Whether a request was made on this machine. */
final class LocalCaller {

  /** A proxy on this machine makes everybody's address look local; it leaves one of these. */
  private static final List<String> PROXY_HEADERS =
      List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");

  private LocalCaller() {}

  static boolean isLocal(HttpServletRequest request) {
    return PROXY_HEADERS.stream().allMatch(each -> request.getHeader(each) == null)
        && isLoopback(request.getRemoteAddr());
  }

  private static boolean isLoopback(String address) {
    boolean literal = address.indexOf(':') >= 0 || address.matches("[0-9.]+");
    try {
      // Only a literal, so that no name is ever looked up.
      return literal && InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
