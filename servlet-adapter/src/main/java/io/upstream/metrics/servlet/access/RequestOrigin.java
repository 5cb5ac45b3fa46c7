package io.upstream.metrics.servlet.access;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The client at the other end of a request, as far as its address can be trusted.
 *
 * <p>Forwarding headers are trusted only from a configured proxy, and their list of addresses is
 * read from its end, where our own proxies wrote. Filters in front of ours (Spring's {@code
 * ForwardedHeaderFilter}, Tomcat's {@code RemoteIpFilter}) rewrite the address and may remove the
 * headers, so this class reads the container's own request.
 */
public final class RequestOrigin {

  private static final String FORWARDED_FOR = "X-Forwarded-For";
  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
  private static final Set<String> PROXY_HEADERS =
      Set.of(
          "forwarded",
          "forwarded-for",
          "via",
          "x-real-ip",
          "x-real-port",
          "x-client-ip",
          "x-cluster-client-ip",
          "x-proxyuser-ip",
          "x-remote-ip",
          "x-remote-addr",
          "x-originating-ip",
          "x-original-forwarded-for",
          "x-original-host",
          "x-original-url",
          "x-rewrite-url",
          "x-vercel-forwarded-for",
          "x-nf-client-connection-ip",
          "x-appengine-user-ip",
          "x-azure-clientip",
          "x-azure-socketip",
          "x-envoy-external-address",
          "ali-cdn-real-ip",
          "cf-connecting-ip",
          "cf-connecting-ipv6",
          "client-ip",
          "cloudfront-viewer-address",
          "do-connecting-ip",
          "fastly-client-ip",
          "fly-client-ip",
          "incap-client-ip",
          "proxy-client-ip",
          "true-client-ip",
          "wl-proxy-client-ip");

  /** Set by Tomcat's {@code RemoteIpValve}, which takes the headers off the request itself. */
  private static final String REWRITTEN_BY_TOMCAT = "org.apache.tomcat.request.forwarded";

  private RequestOrigin() {}

  /** Returns the client's address; null where it is not known, and then no address rule holds. */
  public static @Nullable IpAddress client(HttpServletRequest request, List<AddressRange> proxies) {
    HttpServletRequest raw = unwrapped(request);
    IpAddress peer = IpAddress.parse(raw.getRemoteAddr());
    if (peer == null || !AddressRange.anyContains(proxies, peer)) {
      return peer;
    }
    // The request came from a trusted proxy without the header: the client is unknown, but it is
    // not the proxy itself.
    IpAddress client = null;
    List<String> hops = hops(raw);
    for (int i = hops.size() - 1; i >= 0; i--) {
      client = IpAddress.parse(hops.get(i));
      if (client == null || !AddressRange.anyContains(proxies, client)) {
        break;
      }
    }
    return client;
  }

  /** Returns whether the socket is loopback and no header names another client. */
  public static boolean isLocal(HttpServletRequest request, List<AddressRange> proxies) {
    HttpServletRequest raw = unwrapped(request);
    IpAddress peer = IpAddress.parse(raw.getRemoteAddr());
    return peer != null
        && peer.isLoopback()
        && !AddressRange.anyContains(proxies, peer)
        && !proxied(request)
        && LocalHost.isAsked(raw);
  }

  /** Returns the address to count requests by; null where the container does not know one. */
  public static @Nullable IpAddress counted(
      HttpServletRequest request, List<AddressRange> proxies) {
    IpAddress client = client(request, proxies);
    return client != null ? client : IpAddress.parse(unwrapped(request).getRemoteAddr());
  }

  private static boolean proxied(HttpServletRequest request) {
    HttpServletRequest raw = unwrapped(request);
    return raw.getAttribute(REWRITTEN_BY_TOMCAT) != null
        || carriesProxyHeader(raw)
        || (raw != request && carriesProxyHeader(request));
  }

  private static boolean carriesProxyHeader(HttpServletRequest request) {
    Enumeration<String> names = request.getHeaderNames();
    if (names == null) {
      return true; // a container may hide the headers; then a proxy cannot be ruled out
    }
    while (names.hasMoreElements()) {
      String name = names.nextElement().toLowerCase(Locale.ROOT);
      if (name.startsWith("x-forwarded") || PROXY_HEADERS.contains(name)) {
        return true;
      }
    }
    return false;
  }

  private static List<String> hops(HttpServletRequest request) {
    Enumeration<String> lines = request.getHeaders(FORWARDED_FOR);
    List<String> hops = new ArrayList<>();
    for (String line : lines == null ? List.<String>of() : Collections.list(lines)) {
      for (String hop : line.split(",", -1)) {
        hops.add(withoutPort(hop.trim()));
      }
    }
    return hops;
  }

  /**
   * Returns an address without the port that some gateways write: {@code 192.0.2.7:40312} and
   * {@code [2001:db8::7]:40312}.
   */
  static String withoutPort(String hop) {
    int colon = hop.lastIndexOf(':');
    boolean end = colon > 0 && (hop.indexOf(':') == colon || hop.charAt(colon - 1) == ']');
    return end && PORT.matcher(hop.substring(colon + 1)).matches() ? hop.substring(0, colon) : hop;
  }

  private static HttpServletRequest unwrapped(HttpServletRequest request) {
    HttpServletRequest innermost = request;
    ServletRequest next = request;
    while (next instanceof ServletRequestWrapper wrapper) {
      next = wrapper.getRequest();
      if (next instanceof HttpServletRequest http) {
        innermost = http;
      }
    }
    return innermost;
  }
}
