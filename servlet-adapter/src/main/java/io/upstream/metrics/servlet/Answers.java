package io.upstream.metrics.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Short answers of our servlets. None goes through {@code sendError}: no error page, no dispatch,
 * no stack trace.
 */
final class Answers {

  private Answers() {}

  /** What every answer of ours carries. */
  static void prepare(HttpServletResponse response) {
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
  }

  static boolean isRead(HttpServletRequest request) {
    return request.getMethod().equals("GET") || isHead(request);
  }

  static boolean isHead(HttpServletRequest request) {
    return request.getMethod().equals("HEAD");
  }

  static void methodNotAllowed(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Allow", "GET, HEAD");
    line(request, response, 405, "Only GET and HEAD.");
  }

  static void line(
      HttpServletRequest request, HttpServletResponse response, int status, String line)
      throws IOException {
    body(request, response, status, "text/plain; charset=utf-8", line + "\n");
  }

  static void body(
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      String contentType,
      String body)
      throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    response.setStatus(status);
    response.setHeader("Content-Type", contentType);
    response.setContentLength(bytes.length);
    if (!isHead(request)) {
      response.getOutputStream().write(bytes);
    }
  }
}
