package io.upstream.metrics.spring.boot;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A servlet that is made when the first request comes: servlets are mounted before most beans are
 * there, and the checks of health would pull in half of the application.
 */
final class LateServlet extends HttpServlet {

  private final transient Supplier<? extends HttpServlet> maker;
  private transient volatile @Nullable HttpServlet servlet;

  LateServlet(Supplier<? extends HttpServlet> maker) {
    this.maker = maker;
  }

  /** Called once, before the first request. */
  @Override
  public void init() {
    servlet = maker.get();
  }

  @Override
  public void service(ServletRequest request, ServletResponse response)
      throws ServletException, IOException {
    HttpServlet made = servlet;
    if (made != null) {
      made.service(request, response);
    }
  }
}
