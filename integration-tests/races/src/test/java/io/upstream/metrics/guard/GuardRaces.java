package io.upstream.metrics.guard;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.upstream.metrics.guard.sketch.DemandEstimate;
import io.upstream.metrics.guard.sketch.RefusedCache;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Endpoint;
import java.util.List;
import java.util.Map;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** Two threads bring values at once, or one does while an operator changes the rules. */
public class GuardRaces {

  private GuardRaces() {}

  private static Guards guards() {
    return new Guards(new GuardRules(Mode.ENFORCE, Map.of(), Map.of(), List.of()));
  }

  private static LabelResolver<CustomerId> customers(Guards guards, int budget) {
    return new LabelResolver<>(CustomerId.class, "customer_id", budget, List.of(), guards);
  }

  private static String ask(LabelResolver<CustomerId> guard, String customer) {
    return guard.resolve(new CustomerId(customer)).isFolded() ? "folded" : "named";
  }

  @JCStressTest
  @Outcome(id = "named, folded, 1", expect = ACCEPTABLE, desc = "The first was first.")
  @Outcome(id = "folded, named, 1", expect = ACCEPTABLE, desc = "The second was first.")
  @Outcome(expect = FORBIDDEN, desc = "The last place went to both or to nobody.")
  @State
  public static class TwoValuesForTheLastPlace {

    private final LabelResolver<CustomerId> guard = customers(guards(), 1);

    @Actor
    public void first(LLL_Result r) {
      r.r1 = ask(guard, "a");
    }

    @Actor
    public void second(LLL_Result r) {
      r.r2 = ask(guard, "b");
    }

    @Arbiter
    public void after(LLL_Result r) {
      r.r3 = guard.spent();
    }
  }

  @JCStressTest
  @Outcome(id = "one entry, 1", expect = ACCEPTABLE, desc = "Both got the same entry.")
  @Outcome(expect = FORBIDDEN, desc = "One value has two entries, two places or none.")
  @State
  public static class OneValueFromTwoThreads {

    private final LabelResolver<CustomerId> guard = customers(guards(), 1);
    private LabelEntry first;
    private LabelEntry second;

    @Actor
    public void first() {
      first = guard.resolve(new CustomerId("a"));
    }

    @Actor
    public void second() {
      second = guard.resolve(new CustomerId(" a ")); // what is cut out is remembered elsewhere
    }

    @Arbiter
    public void after(LL_Result r) {
      r.r1 = first == second && !first.isFolded() ? "one entry" : first + " and " + second;
      r.r2 = guard.spent();
    }
  }

  @JCStressTest
  @Outcome(id = "named, named", expect = ACCEPTABLE, desc = "The larger budget was there first.")
  @Outcome(id = "folded, named", expect = ACCEPTABLE, desc = "It came later, and is noticed.")
  @Outcome(expect = FORBIDDEN, desc = "Who was turned away before a raise stays away after it.")
  @State
  public static class ValueWhileTheBudgetIsRaised {

    private final LabelResolver<CustomerId> guard = customers(guards(), 0);

    @Actor
    public void operator() {
      guard.budget(1);
    }

    @Actor
    public void caller(LL_Result r) {
      r.r1 = ask(guard, "a");
    }

    @Arbiter
    public void after(LL_Result r) {
      r.r2 = ask(guard, "a");
    }
  }

  @JCStressTest
  @Outcome(id = "named, named", expect = ACCEPTABLE, desc = "It was named before.")
  @Outcome(id = "folded, folded", expect = ACCEPTABLE, desc = "The budget was gone before.")
  @Outcome(expect = FORBIDDEN, desc = "What is named does not stay, or comes in after all.")
  @State
  public static class ValueWhileTheBudgetIsLowered {

    private final LabelResolver<CustomerId> guard = customers(guards(), 1);

    @Actor
    public void operator() {
      guard.budget(0);
    }

    @Actor
    public void caller(LL_Result r) {
      r.r1 = ask(guard, "a");
    }

    @Arbiter
    public void after(LL_Result r) {
      r.r2 = ask(guard, "a");
    }
  }

  @JCStressTest
  @Outcome(id = "named, named, 0", expect = ACCEPTABLE, desc = "It was allowed before.")
  @Outcome(id = "folded, named, 0", expect = ACCEPTABLE, desc = "It is allowed from then on.")
  @Outcome(expect = FORBIDDEN, desc = "An allowed value is folded, or has a place as well.")
  @State
  public static class ValueWhileItIsAllowed {

    private final LabelResolver<CustomerId> guard = customers(guards(), 0);

    @Actor
    public void operator() {
      guard.allow("a");
    }

    @Actor
    public void caller(LLL_Result r) {
      r.r1 = ask(guard, "a");
    }

    @Arbiter
    public void after(LLL_Result r) {
      r.r2 = ask(guard, "a");
      r.r3 = guard.spent();
    }
  }

  @JCStressTest
  @Outcome(id = "named, named, 1", expect = ACCEPTABLE, desc = "The place was free before.")
  @Outcome(id = "folded, named, 1", expect = ACCEPTABLE, desc = "It is free from then on.")
  @Outcome(expect = FORBIDDEN, desc = "The place that an allowed value gave back is lost.")
  @State
  public static class ValueWhileAPlaceIsGivenBack {

    private final LabelResolver<CustomerId> guard = customers(guards(), 1);

    public ValueWhileAPlaceIsGivenBack() {
      ask(guard, "a");
    }

    @Actor
    public void operator() {
      guard.allow("a");
    }

    @Actor
    public void caller(LLL_Result r) {
      r.r1 = ask(guard, "b");
    }

    @Arbiter
    public void after(LLL_Result r) {
      r.r2 = ask(guard, "b");
      r.r3 = guard.spent();
    }
  }

  @JCStressTest
  @Outcome(id = "named, folded, 1", expect = ACCEPTABLE, desc = "The first was first.")
  @Outcome(id = "folded, named, 1", expect = ACCEPTABLE, desc = "The second was first.")
  @Outcome(expect = FORBIDDEN, desc = "A customer has more than its share, or less.")
  @State
  public static class TwoValuesForACustomersShare {

    private final Guards guards = guards();
    private final LabelEntry owner = customers(guards, 1).resolve(new CustomerId("acme"));
    // Half of it is spent with the first value, and a share is one.
    private final LabelResolver<Endpoint> guard =
        new LabelResolver<>(Endpoint.class, "endpoint", 2, List.of(), guards);

    private String ask(String endpoint) {
      return guard.resolve(new Endpoint(endpoint), owner).isFolded() ? "folded" : "named";
    }

    @Actor
    public void first(LLL_Result r) {
      r.r1 = ask("/a");
    }

    @Actor
    public void second(LLL_Result r) {
      r.r2 = ask("/b");
    }

    @Arbiter
    public void after(LLL_Result r) {
      r.r3 = guard.spent();
    }
  }

  @JCStressTest
  @Outcome(id = "whole, absent", expect = ACCEPTABLE, desc = "The new one is not there yet.")
  @Outcome(id = "whole, whole", expect = ACCEPTABLE, desc = "The new one is there as a whole.")
  @Outcome(expect = FORBIDDEN, desc = "The old one is missed, or the new one is half there.")
  @State
  public static class LookWhileTheTableGrows {

    private final NamedValues values = new NamedValues();

    public LookWhileTheTableGrows() {
      values.add("a");
      values.add("b");
    }

    private String look(String value) {
      LabelEntry entry = values.find(value);
      if (entry == null) {
        return "absent";
      }
      boolean whole = values.at(entry.index()) == entry && entry.text().length == 1;
      return whole ? "whole" : "half";
    }

    @Actor
    public void writer() {
      values.add("c"); // under the guard's lock when it is not alone
    }

    @Actor
    public void reader(LL_Result r) {
      r.r2 = look("c");
      r.r1 = look("a");
    }
  }

  @JCStressTest
  @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "Both are remembered.")
  @Outcome(expect = FORBIDDEN, desc = "One table was lost for the other, or a code is wrong.")
  @State
  public static class FirstTwoRefusals {

    private final RefusedCache cache = new RefusedCache();
    private static final long A = 0x1111_0000_0000_0001L;
    private static final long B = 0x2222_0000_0000_0002L;

    @Actor
    public void first() {
      cache.remember(cache.key(A), 1);
    }

    @Actor
    public void second() {
      cache.remember(cache.key(B), 2);
    }

    @Arbiter
    public void after(LL_Result r) {
      r.r1 = cache.code(cache.key(A));
      r.r2 = cache.code(cache.key(B));
    }
  }

  @JCStressTest
  @Outcome(id = "0", expect = ACCEPTABLE, desc = "It is judged anew.")
  @Outcome(expect = FORBIDDEN, desc = "What was decided before the raise is remembered after it.")
  @State
  public static class RefusalWhileTheCacheIsCleared {

    private final RefusedCache cache = new RefusedCache();
    private static final long VALUE = 0x1111_0000_0000_0001L;
    private volatile boolean raised;

    @Actor
    public void operator() {
      raised = true;
      cache.clear();
    }

    @Actor
    public void caller() {
      long key = cache.key(VALUE);
      if (cache.code(key) == 0 && !raised) {
        cache.remember(key, 1);
      }
    }

    @Arbiter
    public void after(L_Result r) {
      r.r1 = cache.code(cache.key(VALUE));
    }
  }

  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "Both count.")
  @Outcome(expect = FORBIDDEN, desc = "One write took the other's bits away.")
  @State
  public static class TwoValuesInOneWordOfTheEstimate {

    private final DemandEstimate demand = new DemandEstimate();

    @Actor
    public void first() {
      demand.add(0L << 53 | 1L << 40);
    }

    @Actor
    public void second() {
      demand.add(1L << 53 | 1L << 41);
    }

    @Arbiter
    public void after(L_Result r) {
      r.r1 = demand.estimate();
    }
  }

  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "Handles see each change.")
  @Outcome(expect = FORBIDDEN, desc = "A change goes unnoticed.")
  @State
  public static class TwoBudgetsChangeAtOnce {

    private final Guards guards = guards();
    private final LabelResolver<CustomerId> customers = customers(guards, 1);
    private final LabelResolver<Endpoint> endpoints =
        new LabelResolver<>(Endpoint.class, "endpoint", 1, List.of(), guards);

    @Actor
    public void first() {
      customers.budget(2);
    }

    @Actor
    public void second() {
      endpoints.budget(2);
    }

    @Arbiter
    public void after(L_Result r) {
      r.r1 = guards.generation();
    }
  }
}
