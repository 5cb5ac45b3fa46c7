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

  private final Map<LedgerEvent, LongAdder> counts = new EnumMap<>(LedgerEvent.class);

  /** An empty one. */
  public Ledger() {
    for (LedgerEvent deed : LedgerEvent.values()) {
      counts.put(deed, new LongAdder());
    }
  }

  /** Something was done once. */
  public void note(LedgerEvent deed) {
    note(deed, 1);
  }

  /** Something was done so often. */
  public void note(LedgerEvent deed, long times) {
    LongAdder count = counts.get(deed);
    if (count != null) {
      count.add(times);
    }
  }

  /** How often each was done. */
  public Map<LedgerEvent, Long> read() {
    Map<LedgerEvent, Long> read = new EnumMap<>(LedgerEvent.class);
    counts.forEach((deed, count) -> read.put(deed, count.sum()));
    return read;
  }
}
