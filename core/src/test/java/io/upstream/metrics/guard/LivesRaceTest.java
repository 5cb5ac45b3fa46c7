package io.upstream.metrics.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.label.CustomerId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values leave, are replaced, released, held and come back while eight threads record. */
class LivesRaceTest {

  private static final int EVENTS = 40_000;
  private static final int BUDGET = 5;
  private static final int VALUES = 40;

  private final Rows rows = new Rows();

  /** One family with one label, with a lock where a storage has tombstones. */
  private static final class Rows implements ValueRows, InstantSource {

    private final AtomicLong now = new AtomicLong(1_000_000_000);
    private final Map<String, Map<LabelEntry, Long>> live = new HashMap<>();
    private final Map<LabelEntry, Long> seen = new HashMap<>();
    private long other;
    private long removed;

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(now.get());
    }

    void record(LabelResolver<CustomerId> customers, LabelEntry found) {
      LabelEntry entry = found;
      while (!add(entry)) {
        entry = customers.currentEntry(entry, null);
      }
    }

    private synchronized boolean add(LabelEntry entry) {
      if (entry.isFolded()) {
        other++;
        return true;
      }
      if (entry.hasLeft()) {
        return false;
      }
      live.computeIfAbsent(entry.value(), any -> new HashMap<>()).merge(entry, 1L, Long::sum);
      return true;
    }

    @Override
    public synchronized void visit(RowVisitor visitor) {
      show(visitor);
      live.values().forEach(seen::putAll);
    }

    private void show(RowVisitor visitor) {
      live.forEach(
          (value, lives) -> {
            assertThat(lives).as("lives of one value at a time").hasSize(1);
            lives.forEach(
                (entry, count) -> {
                  long growth = count - seen.getOrDefault(entry, 0L);
                  visitor.row(new LabelEntry[] {entry}, growth != 0, growth, Kind.COUNTED);
                });
          });
    }

    @Override
    public synchronized Set<LabelEntry> remove(
        Set<LabelEntry> candidates, Leaving leaving, Consumer<Runnable> later) {
      show(leaving);
      for (LabelEntry entry : leaving.leave()) {
        Map<LabelEntry, Long> lives = live.getOrDefault(entry.value(), new HashMap<>());
        Long count = lives.remove(entry);
        removed += count == null ? 0 : count;
        if (lives.isEmpty()) {
          live.remove(entry.value());
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

    synchronized long total() {
      return other
          + removed
          + live.values().stream()
              .flatMap(lives -> lives.values().stream())
              .mapToLong(Long::longValue)
              .sum();
    }
  }

  @ParameterizedTest
  @EnumSource(Naming.class)
  void nothing_is_lost_and_what_is_held_stays(Naming naming) throws Exception {
    Guards guards =
        new Guards(
            new GuardRules(
                Mode.ENFORCE,
                Map.of(),
                Map.of(),
                List.of(),
                GuardRules.Lives.STANDARD,
                Map.of("customer_id", naming)),
            rows);
    guards.attach(rows);
    LabelResolver<CustomerId> customers = guards.resolver(CustomerId.class);
    customers.guard().budget(BUDGET);
    GuardedFamilies.inParallel(
        thread -> {
          SplittableRandom random = new SplittableRandom(thread);
          for (int i = 0; i < EVENTS; i++) {
            CustomerId customer = new CustomerId("c" + random.nextInt(1 + random.nextInt(VALUES)));
            LabelEntry entry = customers.resolve(customer);
            if (i % 16 == 0 && entry.hold()) {
              rows.record(customers, entry);
              assertThat(entry.hasLeft()).isFalse();
              entry.release();
            } else {
              rows.record(customers, entry);
            }
            if (thread == 0 && i % 50 == 0) {
              rows.now.addAndGet(i % 5_000 == 0 ? 25 * 3_600_000L : 301_000);
              guards.look(0);
            }
            if (thread == 1 && i % 1_000 == 0) {
              customers.guard().release(customer);
            }
          }
        });
    assertThat(rows.total()).isEqualTo(8L * EVENTS);
    assertThat(customers.spent()).isBetween(0, BUDGET);
    assertThat(customers.leftSoFar()).isPositive();
  }
}
