package io.upstream.metrics.label;

import org.jspecify.annotations.Nullable;

/** The scheme a request came by. */
public enum Transport implements ClosedLabel {
  HTTP,
  HTTPS;

  /** The transport of a scheme such as {@code https}; whatever is not that is plain. */
  public static Transport of(@Nullable String scheme) {
    return "https".equalsIgnoreCase(scheme) || "wss".equalsIgnoreCase(scheme) ? HTTPS : HTTP;
  }
}
