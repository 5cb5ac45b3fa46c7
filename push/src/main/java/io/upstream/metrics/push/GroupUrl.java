package io.upstream.metrics.push;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** The address of a group of metrics at a Pushgateway: its job and its other grouping labels. */
final class GroupUrl {

  private GroupUrl() {}

  /**
   * Returns the address of a group.
   *
   * @param address {@code host:port}, or a URL with the path of a proxy in front of {@code
   *     /metrics}
   * @throws IllegalArgumentException if that is no address
   */
  static URI of(String address, String job, Map<String, String> grouping) {
    String base = address.contains("://") ? address : "http://" + address;
    StringBuilder url = new StringBuilder(base.replaceFirst("/+$", "")).append("/metrics");
    append(url, "job", job);
    grouping.forEach((name, value) -> append(url, name, value));
    URI uri = WebAddress.parsed(url.toString());
    if (uri == null || uri.getQuery() != null || uri.getFragment() != null) {
      throw WebAddress.refused("Pushgateway", address, "HOST:PORT, or a URL of http or https");
    }
    return uri;
  }

  /** Appends a part of the path; a value with a slash and an empty value are encoded in Base64. */
  private static void append(StringBuilder url, String name, String value) {
    url.append('/').append(name);
    if (value.isEmpty()) {
      url.append("@base64/=");
    } else if (value.contains("/")) {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      url.append("@base64/").append(Base64.getUrlEncoder().encodeToString(bytes));
    } else {
      String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
      // A path may contain dots, but a client or a proxy would resolve one or two of them as a
      // directory.
      url.append('/').append(encoded.matches("\\.{1,2}") ? encoded.replace(".", "%2E") : encoded);
    }
  }
}
