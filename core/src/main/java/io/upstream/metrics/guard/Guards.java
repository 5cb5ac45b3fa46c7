package io.upstream.metrics.guard;

import io.upstream.metrics.label.OpenLabel;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;

/** The guards of one recorder, one for each label type, made when a family first needs it. */
public final class Guards {

  private final ConcurrentHashMap<Class<? extends OpenLabel>, LabelGuard> guards =
      new ConcurrentHashMap<>();
  private final GuardRules rules;
  private final InstantSource clock;
  private volatile BiFunction<String, String, LongAdder> counters =
      (label, detector) -> new LongAdder();
  private final boolean off;
  private volatile int epoch;

  /** Guards by the rules of an operator. */
  public Guards(GuardRules rules) {
    this(rules, InstantSource.system(), false);
  }

  Guards(GuardRules rules, InstantSource clock) {
    this(rules, clock, false);
  }

  private Guards(GuardRules rules, InstantSource clock, boolean off) {
    this.rules = rules;
    this.clock = clock;
    this.off = off;
  }

  /** Guards of a recorder that does nothing: they look at no value and keep none. */
  public Guards switchedOff() {
    return new Guards(rules, clock, true);
  }

  boolean isOff() {
    return off;
  }

  /** What is done about what is refused. */
  public Mode mode() {
    return rules.mode();
  }

  List<Detector> detectors() {
    return rules.detectors();
  }

  /** Where hits are counted: given a label type and a detector, what to count them in. */
  public void countHitsIn(BiFunction<String, String, LongAdder> counters) {
    this.counters = counters;
  }

  /** What the hits of a detector on a label type are counted in. */
  LongAdder hits(String label, String detector) {
    return counters.apply(label, detector);
  }

  /** The time by the clock of the guards. */
  public Instant now() {
    return clock.instant();
  }

  /** The guard of a label type. */
  public LabelGuard guard(Class<? extends OpenLabel> type) {
    LabelGuard guard = guards.get(type);
    return guard != null ? guard : guards.computeIfAbsent(type, this::create);
  }

  private LabelGuard create(Class<? extends OpenLabel> type) {
    Set<String> allowed = rules.allowed().getOrDefault(type, Set.of());
    return new LabelGuard(type, rules.budget(type), allowed, this);
  }

  /** The guards there are, by name. */
  public Collection<LabelGuard> all() {
    return guards.values().stream().sorted(Comparator.comparing(LabelGuard::name)).toList();
  }

  /** Grows whenever values that were folded may be named from now on: handles look again. */
  public int epoch() {
    return epoch;
  }

  synchronized void changed() {
    epoch++;
  }
}
