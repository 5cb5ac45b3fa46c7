package io.upstream.metrics.sample.alerts;

import io.upstream.metrics.label.ChannelType;

/** A way to reach people. */
interface Channel {

  ChannelType type();

  /** Sends, or throws whatever says why not. */
  void send(String title, String text) throws Exception;
}
