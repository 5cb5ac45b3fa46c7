package io.upstream.metrics.servlet.exchange;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/** The container's dispatcher; what was written before a forward is not sent and does not count. */
final class CountingDispatcher implements RequestDispatcher {

  private final RequestDispatcher dispatcher;
  private final ServletExchange exchange;

  CountingDispatcher(RequestDispatcher dispatcher, ServletExchange exchange) {
    this.dispatcher = dispatcher;
    this.exchange = exchange;
  }

  @Override
  public void forward(ServletRequest request, ServletResponse response)
      throws ServletException, IOException {
    if (!response.isCommitted()) {
      exchange.dropped();
    }
    dispatcher.forward(request, response);
  }

  @Override
  public void include(ServletRequest request, ServletResponse response)
      throws ServletException, IOException {
    dispatcher.include(request, response);
  }
}
