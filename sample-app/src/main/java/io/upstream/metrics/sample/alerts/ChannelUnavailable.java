package io.upstream.metrics.sample.alerts;

import java.io.IOException;

/** The other side is there and does not take the message. */
final class ChannelUnavailable extends IOException {

  ChannelUnavailable(String message) {
    super(message);
  }
}
