package io.upstream.metrics.sample.alerts;

import io.upstream.metrics.label.ChannelType;

/** A way to reach people. */
interface Channel {

  ChannelType type();

  /** Sends a message, or throws the reason why it cannot. */
  void send(String title, String text) throws Exception;
}
