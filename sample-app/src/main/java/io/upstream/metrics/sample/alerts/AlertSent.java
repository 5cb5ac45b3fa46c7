package io.upstream.metrics.sample.alerts;

import io.upstream.metrics.label.ChannelType;

/** An alert has gone out. */
public record AlertSent(ChannelType channel) {}
