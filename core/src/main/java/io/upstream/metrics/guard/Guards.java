package io.upstream.metrics.guard;

import io.upstream.metrics.catalog.SnakeCase;
import io.upstream.metrics.guard.detect.Detector;
import io.upstream.metrics.label.HttpStatus;
import io.upstream.metrics.label.OpenLabel;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The guards of one recorder, one for each label type, made when a family first needs it. */
public final class Guards {

  // Those of the catalogue and a few; there may be more.
  private static final int USUAL_TYPES = 24;

  private final ConcurrentHashMap<Class<? extends OpenLabel>, LabelGuard> guards =
      new ConcurrentHashMap<>(USUAL_TYPES);
  // What a label type is called in settings, figures and reports belongs to one type.
  private final ConcurrentHashMap<String, Class<?>> names =
      new ConcurrentHashMap<>(Map.of(StatusLabel.INSTANCE.name(), HttpStatus.class));
  private final GuardRules rules;
  private final InstantSource clock;
  private final boolean off;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
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
    String name = SnakeCase.of(type.getSimpleName());
    Class<?> other = names.putIfAbsent(name, type);
    if (other != null && other != type) {
      throw new IllegalArgumentException(
          "label type "
              + type.getName()
              + ": "
              + other.getName()
              + " is called "
              + name
              + " as well, and budgets, settings and the library's own figures go by that name: use"
              + " one type for both or rename one");
    }
    Set<String> allowed = rules.allowed().getOrDefault(type, Set.of());
    return new LabelGuard(type, name, rules.budget(type), allowed, this);
  }

  /** The guards there are, by name. */
  public Collection<LabelGuard> all() {
    return guards.values().stream().sorted(Comparator.comparing(LabelGuard::name)).toList();
  }

  /** Grows whenever values that were folded may be named from now on: handles look again. */
  public int epoch() {
    return epoch;
  }

  /** Has somebody told, on the thread that changes a budget, whenever the {@link #epoch} grows. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  void changed() {
    synchronized (this) {
      epoch++;
    }
    listeners.forEach(Runnable::run);
  }
}
