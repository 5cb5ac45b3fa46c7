package io.upstream.metrics.push;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.PushTarget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Pushes a recorder's page to a Pushgateway, with retries.
 *
 * @param method the method, which decides what happens to the group's existing families
 */
record GatewaySink(UpstreamRecorder recorder, Gateway gateway, Retry retry, PushMethod method)
    implements PushSink {

  @Override
  public PushTarget target() {
    return PushTarget.PUSHGATEWAY;
  }

  @Override
  public void send(boolean keepingOthers) throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    recorder.writePage(page);
    byte[] bytes = page.toByteArray();
    retry.run(() -> gateway.put(keepingOthers ? PushMethod.POST : method, bytes));
  }

  @Override
  public void delete() throws IOException {
    retry.run(gateway::delete);
  }

  @Override
  public void close() {
    // There is nothing to close.
  }
}
