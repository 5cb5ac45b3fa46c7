package io.upstream.metrics.sample.ledger;

import io.upstream.metrics.spring.boot.EndpointProperties;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Counts requests as they arrive. Like the library, it leaves out those that read the metrics. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class LedgerFilter extends OncePerRequestFilter {

  private final Ledger ledger;
  private final String page;

  LedgerFilter(Ledger ledger, EndpointProperties endpoint) {
    this.ledger = ledger;
    this.page = endpoint.path();
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.startsWith(page) || path.startsWith("/metrics") || path.startsWith("/console");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    ledger.note(LedgerEvent.REQUEST_SERVED);
    chain.doFilter(request, response);
  }
}
