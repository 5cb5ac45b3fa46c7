package io.upstream.metrics.series;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.upstream.metrics.guard.GuardRules;
import io.upstream.metrics.guard.Guards;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.label.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * An idle value leaves, because another one wants its place or by age, while somebody records it,
 * binds it, holds it, looks at a page, or brings it back.
 */
public class LeavingRaces {

  private LeavingRaces() {}

  /** A recorder in which customer a has had 10 events and is idle, and there is one place. */
  private static class Idle implements InstantSource {

    private static final Duration IDLE = Duration.ofHours(1);
    private static final Duration MOST = Duration.ofHours(4);

    private final AtomicLong millis = new AtomicLong(1_000_000_000_000L);
    final Guards guards =
        new Guards(
            new GuardRules(
                Mode.ENFORCE,
                Map.of("customer_id", 1),
                Map.of(),
                List.of(),
                new GuardRules.Lives(IDLE, Map.of(), MOST),
                Map.of()),
            this);
    final SeriesRegistry book = new SeriesRegistry(guards, 1_000, false);
    final CounterSeries<Sample.Customers> events = book.counter(Sample.EVENTS);
    final HistogramSeries<Sample.Customers> sizes = book.histogram(Sample.SIZES);
    final LabelEntry a;

    Idle() {
      Sample.silent();
      this.a = Sample.customer(book, "a");
      events.add(10, events.closed(), a);
      sizes.observe(0.5, sizes.closed(), a);
      pass(Duration.ofMinutes(2));
      pass(IDLE.plusMinutes(1));
    }

    /** Lets time pass and looks. */
    final void pass(Duration time) {
      millis.addAndGet(time.toMillis());
      guards.look();
    }

    /** Customer b wants the only place. */
    final void want() {
      events.add(1, events.closed(), Sample.customer(book, "b"));
    }

    /** Returns the counts of customer a, of the folded rest and of b in one word. */
    final String counts() {
      return "a " + of("a") + ", rest " + of("_OTHER") + ", b " + of("b");
    }

    private long of(String customer) {
      return Sample.page(events).stream()
          .filter(line -> line.contains("\"" + customer + "\""))
          .mapToLong(line -> (long) Sample.value(line))
          .sum();
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis.get());
    }
  }

  private static final String STAYED = "a 11, rest 1, b 0";
  private static final String LEFT = "a 0, rest 1, b 1";
  private static final String RETURNED = "a 1, rest 1, b 0";

  @JCStressTest
  @Outcome(id = STAYED, expect = ACCEPTABLE, desc = "The event came first, and the value stays.")
  @Outcome(id = LEFT, expect = ACCEPTABLE, desc = "The value left, and the event is in the rest.")
  @Outcome(id = RETURNED, expect = ACCEPTABLE, desc = "It left, and was back before the other.")
  @Outcome(expect = FORBIDDEN, desc = "An event is lost, or counted where it leaves.")
  @State
  public static class RecordWhileItLeaves {

    private final Idle idle = new Idle();

    @Actor
    public void other() {
      idle.want();
    }

    @Actor
    public void caller() {
      idle.events.inc(Sample.labels("a"));
    }

    @Arbiter
    public void after(L_Result r) {
      r.r1 = idle.counts();
    }
  }

  @JCStressTest
  @Outcome(id = STAYED, expect = ACCEPTABLE, desc = "The event came first, and the value stays.")
  @Outcome(id = LEFT, expect = ACCEPTABLE, desc = "The value left, and the event is in the rest.")
  @Outcome(id = RETURNED, expect = ACCEPTABLE, desc = "It left, and was back before the other.")
  @Outcome(expect = FORBIDDEN, desc = "An event is lost, or counted where it leaves.")
  @State
  public static class EntryFoundBeforeItLeaves {

    private final Idle idle = new Idle();

    @Actor
    public void other() {
      idle.want();
    }

    @Actor
    public void caller() {
      idle.events.add(1, idle.events.closed(), idle.a);
    }

    @Arbiter
    public void after(L_Result r) {
      r.r1 = idle.counts();
    }
  }

  @JCStressTest
  @Outcome(id = STAYED, expect = ACCEPTABLE, desc = "The event came first, and the value stays.")
  @Outcome(id = LEFT, expect = ACCEPTABLE, desc = "The value left, and the event is in the rest.")
  @Outcome(id = RETURNED, expect = ACCEPTABLE, desc = "It left, and was back before the other.")
  @Outcome(expect = FORBIDDEN, desc = "An event is lost, or counted where it leaves.")
  @State
  public static class HandleWhileItLeaves {

    private final Idle idle = new Idle();
    private final BoundCounter handle = idle.events.bind(Sample.labels("a"));

    @Actor
    public void other() {
      idle.want();
    }

    @Actor
    public void caller() {
      handle.inc();
    }

    @Arbiter
    public void after(L_Result r) {
      r.r1 = idle.counts();
    }
  }

  @JCStressTest
  @Outcome(id = STAYED, expect = ACCEPTABLE, desc = "It was bound and used first.")
  @Outcome(id = LEFT, expect = ACCEPTABLE, desc = "The value left, and the handle is the rest's.")
  @Outcome(id = RETURNED, expect = ACCEPTABLE, desc = "It left, and was back before the other.")
  @Outcome(expect = FORBIDDEN, desc = "The handle counts into nothing.")
  @State
  public static class BindWhileItLeaves {

    private final Idle idle = new Idle();
    private volatile BoundCounter handle;

    @Actor
    public void other() {
      idle.want();
    }

    @Actor
    public void caller() {
      handle = idle.events.bind(Sample.labels("a"));
      handle.inc();
    }

    @Arbiter
    public void after(L_Result r) {
      r.r1 = idle.counts();
    }
  }

  @JCStressTest
  @Outcome(id = "2 of 2.0", expect = ACCEPTABLE, desc = "The value stays with both.")
  @Outcome(id = "1 of 1.5", expect = ACCEPTABLE, desc = "The value left; the new one is there.")
  @Outcome(expect = FORBIDDEN, desc = "An observation is lost, or its sum.")
  @State
  public static class ObserveWhileItLeaves {

    private final Idle idle = new Idle();

    @Actor
    public void other() {
      idle.want();
    }

    @Actor
    public void caller() {
      idle.sizes.observe(1.5, idle.sizes.closed(), idle.a);
    }

    @Arbiter
    public void after(L_Result r) {
      double[] sum = {0};
      try {
        idle.sizes.rows().forEach((row, cell) -> sum[0] += cell.read(new long[3]));
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
      r.r1 = idle.sizes.observations() + " of " + sum[0];
    }
  }

  @JCStressTest
  @Outcome(id = "a, true", expect = ACCEPTABLE, desc = "It was held first, and stays.")
  @Outcome(id = "_OTHER, true", expect = ACCEPTABLE, desc = "It left first; the rest is held.")
  @Outcome(expect = FORBIDDEN, desc = "What is held leaves.")
  @State
  public static class TimingWhileItLeaves {

    private final Idle idle = new Idle();

    @Actor
    public void other() {
      idle.want();
    }

    @Actor
    public void caller(LL_Result r) {
      LabelEntry held = idle.sizes.hold(0, idle.a, null);
      r.r1 = held.value();
      r.r2 = !held.hasLeft();
      Objects.requireNonNull(idle.sizes.observer(idle.sizes.closed(), held)).accept(1.5);
      r.r2 = (boolean) r.r2 && !held.hasLeft();
      held.release();
    }
  }

  @JCStressTest
  @Outcome(id = "whole, a 0, rest 0, b 1", expect = ACCEPTABLE, desc = "It is there, or not.")
  @Outcome(expect = FORBIDDEN, desc = "A page has half of it, or both lives.")
  @State
  public static class PageWhileItLeaves {

    private final Idle idle = new Idle();

    @Actor
    public void other() {
      idle.want();
    }

    @Actor
    public void scraper(LL_Result r) {
      List<String> lines = Sample.page(idle.sizes);
      List<Double> values = lines.stream().map(Sample::value).toList();
      boolean isWhole = lines.isEmpty() || values.equals(List.of(1.0, 1.0, 1.0, 1.0, 0.5));
      r.r1 = isWhole ? "whole" : lines.toString();
    }

    @Arbiter
    public void after(LL_Result r) {
      r.r2 = idle.counts();
    }
  }

  @JCStressTest
  @Outcome(id = "a 1, rest 0, b 0", expect = ACCEPTABLE, desc = "It left and was born again.")
  @Outcome(id = "a 0, rest 1, b 0", expect = ACCEPTABLE, desc = "It was leaving just then.")
  @Outcome(id = "a 11, rest 0, b 0", expect = ACCEPTABLE, desc = "Its event came first.")
  @Outcome(expect = FORBIDDEN, desc = "It has two lives at a time, or an event too few.")
  @State
  public static class ReturnWhileItLeavesByAge {

    private final Idle idle = new Idle();

    @Actor
    public void looking() {
      idle.pass(Idle.MOST);
    }

    @Actor
    public void caller() {
      idle.events.inc(Sample.labels("a"));
    }

    @Arbiter
    public void after(L_Result r) {
      r.r1 = idle.counts();
    }
  }

  @JCStressTest
  @Outcome(
      id = "(a 0, rest 1, b 1)|(a 0, rest 2, b 0)|(a 1, rest 1, b 0)|(a 11, rest 1, b 0)",
      expect = ACCEPTABLE,
      desc = "Each event is in a life or in the rest, and there is one place.")
  @Outcome(expect = FORBIDDEN, desc = "An event is lost, or two have the place.")
  @State
  public static class TwoWantThePlaceAndOneHadIt {

    private final Idle idle = new Idle();

    @Actor
    public void other() {
      idle.want();
    }

    @Actor
    public void operator() {
      idle.guards.guard(CustomerId.class).release(new CustomerId("a"));
      idle.pass(Duration.ofMinutes(7));
      idle.events.inc(Sample.labels("a"));
    }

    @Arbiter
    public void after(L_Result r) {
      String counts = idle.counts();
      r.r1 = counts.startsWith("a 10,") ? counts.replace("a 10,", "a 0,") : counts; // frozen yet
    }
  }
}
