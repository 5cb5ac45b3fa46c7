package io.upstream.metrics.servlet;

import io.upstream.metrics.UpstreamMetrics;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.SelfFamilies;
import io.upstream.metrics.catalog.SelfFamilies.AccessLabels;
import io.upstream.metrics.label.AccessRefusal;
import io.upstream.metrics.series.PageFormat;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The page that Prometheus reads.
 *
 * <pre>{@code
 * context.addServlet("metrics", new MetricsServlet()).addMapping("/metrics");
 * }</pre>
 *
 * <p>It answers this machine only, and nobody who comes through a proxy.
 */
public final class MetricsServlet extends HttpServlet {

  private final transient @Nullable UpstreamRecorder given;

  /** Shows the recorder that is installed when a request comes; for containers. */
  public MetricsServlet() {
    this.given = null;
  }

  /** Shows one recorder, installed or not. */
  public MetricsServlet(UpstreamRecorder recorder) {
    this.given = recorder;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    UpstreamRecorder recorder = given != null ? given : UpstreamMetrics.recorder();
    if (!LocalCaller.isLocal(request)) {
      recorder.counter(SelfFamilies.ACCESS_REFUSED).inc(new AccessLabels(AccessRefusal.ADDRESS));
      refuse(response);
      return;
    }
    response.setContentType(PageFormat.TEXT.contentType());
    response.setHeader("Cache-Control", "no-store");
    recorder.writePage(response.getOutputStream());
  }

  private static void refuse(HttpServletResponse response) throws IOException {
    response.setStatus(HttpServletResponse.SC_FORBIDDEN);
    response.setContentType("text/plain; charset=utf-8");
    response.getWriter().println("Metrics are for this machine only, and not through a proxy.");
  }
}
