package io.upstream.metrics.push;

import io.upstream.metrics.label.PushTarget;
import java.io.IOException;

/** The receiver of pushes. */
interface PushSink extends AutoCloseable {

  /** Returns the label under which failures are counted. */
  PushTarget target();

  /**
   * Sends the current numbers.
   *
   * @param keepingOthers true if families that were sent before and no longer exist have to stay
   */
  void send(boolean keepingOthers) throws IOException;

  /** Takes back what was sent, where that is possible. */
  void delete() throws IOException;

  @Override
  void close();
}
