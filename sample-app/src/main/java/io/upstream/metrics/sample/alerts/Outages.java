package io.upstream.metrics.sample.alerts;

import io.upstream.metrics.label.ChannelType;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The simulated external services that are down. */
@Component
public class Outages {

  private final Set<ChannelType> down = ConcurrentHashMap.newKeySet();

  /** Takes a service down or brings it back. */
  public void set(ChannelType channel, boolean isDown) {
    if (isDown) {
      down.add(channel);
    } else {
      down.remove(channel);
    }
  }

  boolean isDown(ChannelType channel) {
    return down.contains(channel);
  }
}
