package io.upstream.metrics.spring.boot;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.page.PageFormat;
import io.upstream.metrics.servlet.MetricsServlet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.util.MimeType;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * The page as an Actuator endpoint, {@code /actuator/upstream}: exposed by {@code
 * management.endpoints.web.exposure.include} and secured like the other endpoints.
 *
 * <p>A scraper chooses the format by headers, which an endpoint operation does not receive. The
 * endpoint reads them from the request that Spring binds to the thread.
 */
@WebEndpoint(id = "upstream")
public final class UpstreamEndpoint {

  private final UpstreamRecorder recorder;

  UpstreamEndpoint(UpstreamRecorder recorder) {
    this.recorder = recorder;
  }

  /** Returns the page in the format that the request accepts. */
  @ReadOperation(
      produces = {
        "text/plain",
        "application/openmetrics-text",
        "application/vnd.google.protobuf",
        "application/json"
      })
  public WebEndpointResponse<byte[]> page() throws IOException {
    if (!recorder.isEnabled()) {
      return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
    }
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    String contentType;
    if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes bound) {
      try {
        contentType = MetricsServlet.writePage(recorder, bound.getRequest(), page);
      } catch (IllegalArgumentException malformed) {
        return new WebEndpointResponse<>(WebEndpointResponse.STATUS_BAD_REQUEST);
      }
    } else {
      recorder.writePage(page);
      contentType = PageFormat.TEXT.contentType();
    }
    return new WebEndpointResponse<>(
        page.toByteArray(), WebEndpointResponse.STATUS_OK, MimeType.valueOf(contentType));
  }
}
