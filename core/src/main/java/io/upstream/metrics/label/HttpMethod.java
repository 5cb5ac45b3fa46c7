package io.upstream.metrics.label;

import org.jspecify.annotations.Nullable;

/** A request method; any method that is not listed is {@link #OTHER}. */
public enum HttpMethod implements ClosedLabel {
  GET,
  HEAD,
  POST,
  PUT,
  DELETE,
  CONNECT,
  OPTIONS,
  TRACE,
  PATCH,
  QUERY,
  OTHER;

  /**
   * Returns the constant of a request line's method. Methods are case-sensitive: {@code get} is not
   * GET.
   */
  public static HttpMethod of(@Nullable String method) {
    if (method == null) {
      return OTHER;
    }
    return switch (method) {
      case "GET" -> GET;
      case "HEAD" -> HEAD;
      case "POST" -> POST;
      case "PUT" -> PUT;
      case "DELETE" -> DELETE;
      case "CONNECT" -> CONNECT;
      case "OPTIONS" -> OPTIONS;
      case "TRACE" -> TRACE;
      case "PATCH" -> PATCH;
      case "QUERY" -> QUERY;
      default -> OTHER;
    };
  }

  @Override
  public String wireValue() {
    return this == OTHER ? "_OTHER" : name();
  }
}
