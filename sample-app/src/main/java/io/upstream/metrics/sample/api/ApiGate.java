package io.upstream.metrics.sample.api;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.HttpMethod;
import io.upstream.metrics.label.ThrottleClass;
import io.upstream.metrics.sample.ledger.Ledger;
import io.upstream.metrics.sample.ledger.LedgerEvent;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Counts API calls by customer and rejects calls over the rate limit. */
@Component
class ApiGate implements HandlerInterceptor {

  private static final ThrottleClass STANDARD = new ThrottleClass("standard");
  private static final ThrottleClass REPORTS = new ThrottleClass("reports");

  private final UpstreamRecorder recorder;
  private final Ledger ledger;
  private final TokenBuckets standard;
  private final TokenBuckets reports;

  ApiGate(UpstreamRecorder recorder, Ledger ledger, Clock clock) {
    this.recorder = recorder;
    this.ledger = ledger;
    this.standard = new TokenBuckets(clock, 20, 10);
    this.reports = new TokenBuckets(clock, 4, 1);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    String caller = request.getHeader(Caller.HEADER);
    CustomerId customer = new CustomerId(caller);
    // Counts the template of the route, because paths contain names of payers.
    Endpoint endpoint =
        new Endpoint((String) request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
    ledger.note(LedgerEvent.API_CALL);
    recorder.trackApiCall(endpoint, HttpMethod.of(request.getMethod()), customer);
    boolean report = request.getRequestURI().startsWith("/api/reports");
    if ((report ? reports : standard).take(String.valueOf(caller))) {
      return true;
    }
    ledger.note(LedgerEvent.RATE_LIMIT_HIT);
    recorder.trackRateLimitHit(endpoint, report ? REPORTS : STANDARD, customer);
    response.setStatus(429);
    response.setHeader("Retry-After", "1");
    return false;
  }
}
