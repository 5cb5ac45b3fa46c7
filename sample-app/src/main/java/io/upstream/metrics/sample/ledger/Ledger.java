package io.upstream.metrics.sample.ledger;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.stereotype.Component;

/**
 * What the application did, counted where it did it and without any metrics: what Prometheus
 * answers in the end has to agree with it.
 */
@Component
public class Ledger {

  private final Map<Deed, LongAdder> counts = new EnumMap<>(Deed.class);

  /** An empty one. */
  public Ledger() {
    for (Deed deed : Deed.values()) {
      counts.put(deed, new LongAdder());
    }
  }

  /** Something was done once. */
  public void note(Deed deed) {
    note(deed, 1);
  }

  /** Something was done so often. */
  public void note(Deed deed, long times) {
    LongAdder count = counts.get(deed);
    if (count != null) {
      count.add(times);
    }
  }

  /** How often each was done. */
  public Map<Deed, Long> read() {
    Map<Deed, Long> read = new EnumMap<>(Deed.class);
    counts.forEach((deed, count) -> read.put(deed, count.sum()));
    return read;
  }
}
