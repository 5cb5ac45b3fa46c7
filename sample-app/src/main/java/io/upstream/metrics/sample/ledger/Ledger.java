package io.upstream.metrics.sample.ledger;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.stereotype.Component;

/**
 * Counts the events of the application independently of its metrics. The answers of Prometheus have
 * to agree with it.
 */
@Component
public class Ledger {

  private final Map<LedgerEvent, LongAdder> counts = new EnumMap<>(LedgerEvent.class);

  /** Creates an empty ledger. */
  public Ledger() {
    for (LedgerEvent deed : LedgerEvent.values()) {
      counts.put(deed, new LongAdder());
    }
  }

  /** Counts one event. */
  public void note(LedgerEvent deed) {
    note(deed, 1);
  }

  /** Counts several events. */
  public void note(LedgerEvent deed, long times) {
    LongAdder count = counts.get(deed);
    if (count != null) {
      count.add(times);
    }
  }

  /** Returns the count of each event. */
  public Map<LedgerEvent, Long> read() {
    Map<LedgerEvent, Long> read = new EnumMap<>(LedgerEvent.class);
    counts.forEach((deed, count) -> read.put(deed, count.sum()));
    return read;
  }
}
