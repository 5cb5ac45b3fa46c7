package io.upstream.metrics.label;

/** The channel of a notification. */
public enum ChannelType implements ClosedLabel {
  EMAIL,
  SLACK,
  WEBHOOK
}
