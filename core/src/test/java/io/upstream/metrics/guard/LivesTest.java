package io.upstream.metrics.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.label.CustomerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Checks when named values leave and return. */
class LivesTest {

  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;

  private final CountedRows rows = new CountedRows();
  private final Guards guards = CountedRows.guards(rows, GuardRules.Lives.STANDARD, Map.of());
  private final LabelResolver<CustomerId> customers = customers(guards, 2);

  private static LabelResolver<CustomerId> customers(Guards guards, int budget) {
    LabelResolver<CustomerId> customers = guards.resolver(CustomerId.class);
    customers.guard().budget(budget);
    return customers;
  }

  private LabelEntry event(String customer) {
    LabelEntry entry = customers.resolve(new CustomerId(customer));
    rows.record(entry);
    return entry;
  }

  private void pass(long millis) {
    for (long end = rows.now + millis; rows.now < end; ) {
      rows.now = Math.min(end, rows.now + MINUTE);
      guards.look();
    }
  }

  @Test
  void an_idle_value_leaves_for_a_newcomer() {
    event("a");
    event("b");
    pass(25 * HOUR);
    event("b");
    assertThat(rows.removed).isEmpty(); // nobody wanted a place

    assertThat(event("c").value()).isEqualTo("c");

    assertThat(rows.removed).extracting(LabelEntry::value).containsExactly("a");
    assertThat(customers.spent()).isEqualTo(2);
    assertThat(rows.other).isZero();
  }

  @Test
  void a_refused_value_gets_an_idle_ones_place() {
    event("a");
    event("b");
    assertThat(event("c").value()).isEqualTo("_OTHER");
    for (int i = 0; i < 25; i++) {
      pass(HOUR);
      event("a");
    }

    assertThat(event("c").value()).isEqualTo("c");

    assertThat(rows.removed).extracting(LabelEntry::value).containsExactly("b");
  }

  @Test
  void a_value_that_returns_is_born_again() {
    LabelEntry first = event("a");
    event("b");
    pass(25 * HOUR);
    event("b");
    event("c");
    assertThat(first.hasLeft()).isTrue();
    rows.now += MINUTE;
    assertThat(customers.currentEntry(first, null).value()).isEqualTo("_OTHER");
    pass(25 * HOUR);
    event("c");

    LabelEntry second = event("a");

    assertThat(second).isNotSameAs(first);
    assertThat(second.value()).isEqualTo("a");
    assertThat(second.index()).isNotEqualTo(first.index());
    assertThat(Objects.requireNonNull(rows.rows.get(second)).total).isEqualTo(1);
    assertThat(customers.currentEntry(first, null)).isSameAs(second);
  }

  @Test
  void an_idle_value_leaves_after_seven_days() {
    event("a");
    pass(7 * 24 * HOUR - MINUTE);
    assertThat(rows.removed).isEmpty();
    pass(2 * MINUTE);
    assertThat(rows.removed).hasSize(1);
    assertThat(customers.values()).isZero();
  }

  @Test
  void a_set_gauge_leaves_last_never_by_age() {
    LabelEntry score = event("a");
    Objects.requireNonNull(rows.rows.get(score)).isGauge = true;
    pass(10 * 24 * HOUR);
    event("b");
    assertThat(score.hasLeft()).isFalse();
    pass(25 * HOUR);
    event("c"); // takes the place of b, which has no gauge
    assertThat(score.hasLeft()).isFalse();
    event("d"); // and now nothing else is idle
    assertThat(score.hasLeft()).isTrue();
  }

  @Test
  void open_runs_and_up_down_numbers_stay() {
    LabelEntry open = event("a");
    assertThat(open.hold()).isTrue();
    LabelEntry running = event("b");
    Objects.requireNonNull(rows.rows.get(running)).isHeld = true;
    pass(8 * 24 * HOUR);

    assertThat(event("c").value()).isEqualTo("_OTHER");

    open.release();
    pass(MINUTE);
    assertThat(event("c").value()).isEqualTo("c");
    assertThat(open.hold()).isFalse();
    assertThat(running.hasLeft()).isFalse();
  }

  @Test
  void constants_and_allowed_values_stay() {
    customers.guard().allow(new CustomerId("a"));
    event("a");
    pass(30 * 24 * HOUR);
    assertThat(rows.removed).isEmpty();
  }

  @Test
  void a_released_value_may_return() {
    event("a");
    assertThat(customers.guard().release(new CustomerId("a"))).isTrue();
    assertThat(customers.guard().release(new CustomerId("a"))).isFalse();
    assertThat(event("a").value()).isEqualTo("_OTHER");
    pass(5 * MINUTE);
    assertThat(rows.rows).hasSize(1);
    pass(2 * MINUTE);
    assertThat(rows.rows).isEmpty();
    assertThat(event("a").value()).isEqualTo("a");
  }

  @Test
  void a_denied_value_returns_only_when_allowed() {
    event("a");
    customers.guard().deny(new CustomerId("a"));
    pass(HOUR);
    assertThat(rows.rows).isEmpty();
    assertThat(event("a").value()).isEqualTo("_OTHER");
    customers.guard().allow(new CustomerId("a"));
    assertThat(event("a").value()).isEqualTo("a");
  }

  @Test
  void denied_values_are_bounded() {
    for (int i = 0; i < LabelResolver.MOST_DENIED; i++) {
      customers.guard().deny(new CustomerId("d" + i));
    }
    customers.guard().deny(new CustomerId("d0")); // again
    assertThatThrownBy(() -> customers.guard().deny(new CustomerId("secret")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("customer_id")
        .hasMessageContaining("10000")
        .hasMessageNotContaining("secret");
    customers.guard().allow(new CustomerId("d0"));
    customers.guard().deny(new CustomerId("secret"));
  }

  @Test
  void zero_switches_leaving_off() {
    Guards never =
        CountedRows.guards(
            rows, new GuardRules.Lives(Duration.ZERO, Map.of(), Duration.ofDays(7)), Map.of());
    LabelResolver<CustomerId> all = customers(never, 1);
    rows.record(all.resolve(new CustomerId("a")));
    for (int day = 0; day < 30; day++) {
      rows.now += 24 * HOUR;
      never.look();
    }
    assertThat(all.resolve(new CustomerId("b")).isFolded()).isTrue();
  }

  /** Events, idle times and looks in any order: places and totals are those of a simple model. */
  @Property(tries = 200)
  void it_names_what_a_simple_model_names(@ForAll long seed) {
    CountedRows stored = new CountedRows();
    Guards some =
        CountedRows.guards(
            stored,
            new GuardRules.Lives(Duration.ofHours(1), Map.of(), Duration.ofHours(5)),
            Map.of());
    LabelResolver<CustomerId> named = customers(some, 3);
    Random random = new Random(seed);
    Map<String, Long> lastActive = new java.util.LinkedHashMap<>();
    long events = 0;
    for (int step = 0; step < 200; step++) {
      stored.now += MINUTE * (1 + random.nextInt(20));
      some.look(0);
      lastActive.values().removeIf(last -> stored.now - last >= 5 * HOUR);
      String value = "c" + random.nextInt(6);
      LabelEntry entry = named.resolve(new CustomerId(value));
      stored.record(entry);
      events++;
      boolean expected = lastActive.containsKey(value) || lastActive.size() < 3;
      if (!expected) {
        List<Map.Entry<String, Long>> idle = new ArrayList<>(lastActive.entrySet());
        idle.removeIf(each -> stored.now - each.getValue() < HOUR);
        idle.sort(Map.Entry.comparingByValue());
        if (!idle.isEmpty()) {
          lastActive.remove(idle.get(0).getKey());
          expected = true;
        }
      }
      if (expected) {
        lastActive.put(value, stored.now);
      }
      assertThat(entry.isNamed()).as("step %d of %s", step, value).isEqualTo(expected);
      some.look(0);
      assertThat(named.spent()).isEqualTo(lastActive.size());
    }
    long shown = stored.rows.values().stream().mapToLong(row -> row.total).sum();
    assertThat(shown + stored.removedTotal + stored.other).isEqualTo(events);
  }

  @Test
  void memory_returns_when_values_have_left() {
    NamedValues values = new NamedValues();
    int highest = 0;
    for (int i = 0; i < 10_000; i++) {
      LabelEntry entry = values.add("value-" + i);
      highest = Math.max(highest, entry.index());
      values.remove(entry);
      assertThat(values.find("value-" + i)).isNull();
      if (i % 1_000 == 999) {
        System.gc();
      }
    }
    assertThat(values.size()).isZero();
    assertThat(highest).isLessThan(9_000);
  }
}
