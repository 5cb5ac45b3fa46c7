package io.upstream.metrics.servlet;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.AccessRefusal;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Applies the rules of {@link MetricsAccess} to another servlet's path that shows the same figures:
 * a request that is refused at {@code /metrics} is refused there too.
 *
 * <pre>{@code
 * context.addFilter("actuator", new AccessFilter(recorder, access))
 *     .addMappingForUrlPatterns(null, true, "/actuator/prometheus/*");
 * }</pre>
 *
 * <p>If the path has its own rules (Spring Security), both must allow a request.
 */
public final class AccessFilter implements Filter {

  private final UpstreamRecorder recorder;
  private final MetricsAccess access;

  /** Creates a filter with these rules; the recorder counts the requests that it turns away. */
  public AccessFilter(UpstreamRecorder recorder, MetricsAccess access) {
    this.recorder = recorder;
    this.access = access;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest asked
        && response instanceof HttpServletResponse answer) {
      AccessRefusal refusal = access.refusal(asked);
      if (refusal != null) {
        Responses.answer(
            asked, answer, () -> Responses.refuse(recorder, access, refusal, asked, answer));
        return;
      }
    }
    chain.doFilter(request, response);
  }
}
