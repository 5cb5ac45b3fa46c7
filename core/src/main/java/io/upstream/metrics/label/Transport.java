package io.upstream.metrics.label;

import org.jspecify.annotations.Nullable;

/** The scheme of a request. */
public enum Transport implements ClosedLabel {
  HTTP,
  HTTPS;

  /** Returns the transport of a scheme such as {@code https}; any other scheme is plain. */
  public static Transport of(@Nullable String scheme) {
    return "https".equalsIgnoreCase(scheme) || "wss".equalsIgnoreCase(scheme) ? HTTPS : HTTP;
  }
}
