package io.upstream.metrics.guard;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A storage of one family with one label, and a clock: what the guard needs to end lives. */
final class CountedRows implements ValueRows, InstantSource {

  /** A row's number. */
  static final class Row {
    long total;
    long recordings;
    long seen;
    boolean isGauge;
    boolean isHeld;
  }

  final Map<LabelEntry, Row> rows = new HashMap<>();
  final Set<LabelEntry> removed = new HashSet<>();
  long now = 1_000_000_000L;
  long other;
  long removedTotal;

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(now);
  }

  @Override
  public long millis() {
    return now;
  }

  void record(LabelEntry entry) {
    if (entry.isFolded()) {
      other++;
      return;
    }
    if (removed.contains(entry)) {
      throw new AssertionError("recorded into what was removed");
    }
    Row row = rows.computeIfAbsent(entry, any -> new Row());
    row.total++;
    row.recordings++;
  }

  @Override
  public void visit(RowVisitor visitor) {
    show(visitor);
    rows.values().forEach(row -> row.seen = row.recordings);
  }

  private void show(RowVisitor visitor) {
    rows.forEach(
        (entry, row) ->
            visitor.row(
                new LabelEntry[] {entry},
                row.recordings != row.seen,
                row.isGauge ? 0 : row.recordings - row.seen,
                row.isHeld ? Kind.HELD : row.isGauge ? Kind.SET_GAUGE : Kind.COUNTED));
  }

  @Override
  public Set<LabelEntry> remove(
      Set<LabelEntry> candidates, Leaving leaving, Consumer<Runnable> later) {
    show(leaving);
    for (LabelEntry entry : leaving.leave()) {
      Row row = rows.remove(entry);
      if (row != null) {
        removedTotal += row.total;
      }
      if (!removed.add(entry)) {
        throw new AssertionError("removed twice");
      }
    }
    return Set.of();
  }

  @Override
  public void count(String label, ValueChange change) {}

  @Override
  public long zeroMillis() {
    return 0;
  }

  static Guards guards(CountedRows rows, GuardRules.Lives lives, Map<String, Naming> namings) {
    Guards guards =
        new Guards(
            new GuardRules(Mode.ENFORCE, Map.of(), Map.of(), List.of(), lives, namings), rows);
    guards.attach(rows);
    return guards;
  }
}
