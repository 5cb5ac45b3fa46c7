package io.upstream.metrics.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.series.CounterSeries;
import io.upstream.metrics.series.SeriesRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * A value has left a moment before it is found no more, and the thread that ends its life may have
 * no processor in between. Who records it then called itself until the stack was full, and its
 * event was lost.
 */
class LeavingMomentTest {

  private static final CounterFamily<GuardedFamilies.Customers> EVENTS =
      CounterFamily.named("proof_moments_total").help("M.").labels(GuardedFamilies.Customers.class);

  private final Guards guards =
      new Guards(new GuardRules(Mode.ENFORCE, Map.of("customer_id", 5), Map.of(), List.of()));
  private final SeriesRegistry book = new SeriesRegistry(guards, 1_000, false);
  private final CounterSeries<GuardedFamilies.Customers> events = book.counter(EVENTS);
  private final LabelResolver<CustomerId> customers = guards.resolver(CustomerId.class);

  /** Does something under the lock of an admission, when a value is named. */
  private static final class WhenNamed implements ValueRows {

    private final ValueRows rows;
    private final Runnable action;

    WhenNamed(ValueRows rows, Runnable action) {
      this.rows = rows;
      this.action = action;
    }

    @Override
    public void visit(RowVisitor visitor) {
      rows.visit(visitor);
    }

    @Override
    public Set<LabelEntry> remove(
        Set<LabelEntry> candidates, Leaving leaving, Consumer<Runnable> later) {
      return rows.remove(candidates, leaving, later);
    }

    @Override
    public void count(String label, ValueChange change) {
      rows.count(label, change);
      if (change == ValueChange.NAMED) {
        action.run();
      }
    }

    @Override
    public long zeroMillis() {
      return rows.zeroMillis();
    }
  }

  private void event(String customer) {
    events.inc(new GuardedFamilies.Customers(new CustomerId(customer)));
  }

  @Test
  void recording_a_leaving_value_waits() throws Exception {
    event("a");
    LabelEntry a = customers.resolve(new CustomerId("a"));
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread caller = new Thread(() -> event("a"));
    caller.setUncaughtExceptionHandler((thread, e) -> thrown.set(e));
    Runnable leaves =
        () -> {
          assertThat(a.leave()).isTrue();
          caller.start();
          while (caller.getState() != Thread.State.BLOCKED && caller.isAlive()) {
            Thread.onSpinWait();
          }
          customers.release("a"); // takes it out, as what comes next when a value leaves
        };

    guards.attach(new WhenNamed(book, leaves));
    customers.resolve(new CustomerId("b"));
    caller.join();

    assertThat(thrown.get()).isNull();
    assertThat(events.total()).isEqualTo(2);
  }
}
