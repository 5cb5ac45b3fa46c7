package io.upstream.metrics.label;

/** How a notification travels. */
public enum ChannelType implements ClosedLabel {
  EMAIL,
  SLACK,
  WEBHOOK
}
