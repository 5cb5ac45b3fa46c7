package io.upstream.metrics.spring.boot;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * A servlet that is made when the first request comes: servlets are mounted before most beans are
 * there, and the checks of health would pull in half of the application.
 */
final class LateServlet extends HttpServlet {

  private final transient Supplier<? extends HttpServlet> servlet;

  LateServlet(Supplier<? extends HttpServlet> servlet) {
    this.servlet = servlet;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    servlet.get().service(request, response);
  }
}
