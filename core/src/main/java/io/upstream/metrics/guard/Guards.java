package io.upstream.metrics.guard;

import io.upstream.metrics.catalog.Label;
import io.upstream.metrics.catalog.LabelKind;
import io.upstream.metrics.catalog.LabelSchema;
import io.upstream.metrics.catalog.LabelTypes;
import io.upstream.metrics.guard.detect.Detector;
import io.upstream.metrics.guard.value.LabelConstants;
import io.upstream.metrics.guard.value.ThirdPartyValues;
import io.upstream.metrics.guard.value.ValueGrammar;
import io.upstream.metrics.label.HttpStatus;
import io.upstream.metrics.label.OpenLabel;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The guards of one recorder, one for each label type, made when a family first needs it. */
public final class Guards {

  private static final System.Logger LOG = SafeLogger.of(Guards.class);

  private static final long LOOK_MILLIS = 60_000;

  // The catalogue's types and a few more; this is only the initial size.
  private static final int USUAL_TYPES = 24;

  private final ConcurrentHashMap<Class<?>, LabelResolver<?>> resolvers =
      new ConcurrentHashMap<>(USUAL_TYPES);
  // Maps each name that settings, figures and reports use to the one label type that has it.
  private final ConcurrentHashMap<String, Class<?>> names =
      new ConcurrentHashMap<>(Map.of(StatusLabel.INSTANCE.name(), HttpStatus.class));
  private final GuardRules rules;
  private final InstantSource clock;
  private final boolean off;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile int generation;
  private volatile boolean reportedUnknown;
  private volatile @Nullable ValueRows rows;
  private volatile long lastLook;
  private final Queue<Runnable> later = new ConcurrentLinkedQueue<>();
  private final ReentrantLock looking = new ReentrantLock(); // only our own code runs under it

  /** Guards by the rules of an operator. */
  public Guards(GuardRules rules) {
    this(rules, InstantSource.system(), false);
  }

  /** Guards by the rules of an operator and by a clock. */
  public Guards(GuardRules rules, InstantSource clock) {
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

  /** Returns what happens to values and numbers that are refused. */
  public Mode mode() {
    return rules.mode();
  }

  /** Returns the detectors for third-party families in the registry. */
  public ThirdPartyValues thirdPartyValues() {
    return new ThirdPartyValues(rules.detectors());
  }

  List<Detector> detectors() {
    return rules.detectors();
  }

  GuardRules rules() {
    return rules;
  }

  /** Sets the storage of the series of the values; without it no value ever leaves. */
  public void attach(ValueRows storage) {
    rows = storage;
  }

  /** Looks for idle values if the last look is at least a minute old; each page calls this. */
  public void look() {
    look(LOOK_MILLIS);
  }

  /** Looks for idle values, unless the last look is newer than that or another look is running. */
  void look(long pauseMillis) {
    ValueRows storage = rows;
    long now = millis();
    if (storage == null || now - lastLook < pauseMillis || !looking.tryLock()) {
      return;
    }
    boolean changed = false;
    try {
      if (now - lastLook < pauseMillis) {
        return;
      }
      List<LabelResolver<?>> all =
          resolvers.values().stream().distinct().filter(each -> !each.isUnlimited()).toList();
      all.forEach(LabelResolver::beginLook);
      storage.visit(Guards::sawRow);
      lastLook = now;
      long zeroMillis = storage.zeroMillis();
      for (LabelResolver<?> each : all) {
        changed |= each.endLook(now, zeroMillis);
      }
    } finally {
      unlock();
    }
    if (changed) {
      changed(); // without the lock, because handles may call third-party code
    }
  }

  private static void sawRow(
      LabelEntry[] entries, boolean changed, long growth, ValueRows.Kind kind) {
    for (LabelEntry entry : entries) {
      entry.activity().row(changed, growth, kind);
    }
  }

  /** Removes values with their rows; returns the values of which a row stays. */
  Set<LabelEntry> remove(LastLook look) {
    ValueRows storage = rows;
    if (storage == null) {
      return Set.of();
    }
    looking.lock();
    try {
      return storage.remove(look.candidates(), look, later::add);
    } finally {
      unlock();
    }
  }

  /** Ends a look or a removal, and then runs the actions that must not run under the lock. */
  private void unlock() {
    looking.unlock();
    while (!looking.isHeldByCurrentThread()) {
      Runnable next = later.poll();
      if (next == null) {
        return;
      }
      next.run();
    }
  }

  void count(String label, ValueChange change) {
    ValueRows storage = rows;
    if (storage != null && !off) {
      storage.count(label, change);
    }
  }

  long millis() {
    return clock.millis();
  }

  /** Returns the time by the clock of the guards. */
  public Instant now() {
    return clock.instant();
  }

  /** Returns the guard of a label type, as an application sees it. */
  public <T extends OpenLabel> LabelGuard<T> guard(Class<T> type) {
    return resolver(type).guard();
  }

  /** Returns the engine of a label type's guard. */
  @SuppressWarnings("unchecked") // each type is mapped only to its own resolver
  public <T extends OpenLabel> LabelResolver<T> resolver(Class<T> type) {
    LabelResolver<?> known = resolvers.get(type);
    return (LabelResolver<T>) (known != null ? known : add(type, create(type)));
  }

  /** Returns the engine of a label type; null if nothing has needed it so far. */
  @Nullable LabelResolver<?> known(Class<?> type) {
    return resolvers.get(type);
  }

  // The caller makes the resolver outside the map, because reading the constants of a type runs an
  // application's code.
  private LabelResolver<?> add(Class<?> type, LabelResolver<?> created) {
    LabelResolver<?> known = resolvers.putIfAbsent(type, created);
    return known != null ? known : created;
  }

  private LabelResolver<?> create(Class<? extends OpenLabel> type) {
    String name = GuardRules.name(type);
    Class<?> other = names.putIfAbsent(name, type);
    if (other != null && isRedeclared(other, type)) {
      return resolver(other.asSubclass(OpenLabel.class));
    }
    if (other != null && other != type) {
      throw new IllegalArgumentException(
          "label type "
              + type.getName()
              + ": "
              + other.getName()
              + (other.getClassLoader() == type.getClassLoader()
                  ? ""
                  : " of " + LabelTypes.loader(other))
              + " is called "
              + name
              + " as well, and budgets, settings and the library's own figures go by that name: use"
              + " one type for both or rename one");
    }
    return new LabelResolver<>(type, name, rules.budget(type), allowed(type, name), this);
  }

  /**
   * Returns the allow-list of the rules; none, with a warning, if it is malformed. The builder has
   * checked the lists of all label types that it knows. Another type may come with an event, which
   * must not fail.
   */
  private Set<String> allowed(Class<? extends OpenLabel> type, String name) {
    Set<String> allowed = rules.allowed().getOrDefault(name, Set.of());
    try {
      checkAllowed(type, allowed);
      return allowed;
    } catch (IllegalArgumentException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "METRICS_ALLOW_{0} has no effect: {1}. Correct its values and start again.",
          name.toUpperCase(Locale.ROOT),
          e.getMessage());
      return Set.of();
    }
  }

  private static boolean isRedeclared(Class<?> one, Class<? extends OpenLabel> other) {
    return LabelTypes.isRedeclared(one, other)
        && LabelConstants.of(one.asSubclass(OpenLabel.class)).equals(LabelConstants.of(other));
  }

  /** Removes a label type that no family uses any longer. */
  public void forget(LabelResolver<?> resolver) {
    resolvers.values().removeIf(each -> each == resolver);
    names.remove(resolver.name(), resolver.type());
  }

  /**
   * Forgets those label types of a schema that another class loader has declared before, so that
   * the class loader of this one can be collected. Their guard stays, and the next use of such a
   * type finds it again.
   */
  public void forgetRedeclared(LabelSchema<?> schema) {
    for (Label label : schema.labels()) {
      if (label.kind() == LabelKind.OPEN) {
        Class<?> type = label.openType();
        resolvers.computeIfPresent(
            type, (same, resolver) -> resolver.type() == type ? resolver : null);
      }
    }
  }

  /**
   * Checks the values of an operator's allow-list.
   *
   * @throws IllegalArgumentException if a value is blank, reserved or malformed
   */
  public static void checkAllowed(Class<? extends OpenLabel> type, Collection<String> values) {
    if (values.isEmpty()) {
      return;
    }
    String name = GuardRules.name(type);
    PrivacyScreen noDetectors = new PrivacyScreen(name, ValueGrammar.of(type), List.of());
    new FixedValues(type, name, noDetectors).allowed(values);
  }

  /**
   * Warns, once, of settings for label types that no family has. A family may still bring the label
   * type, so this is for when an application has started: at its first page.
   */
  public void reportUnknownLabels() {
    if (reportedUnknown) {
      return;
    }
    reportedUnknown = true;
    Set<String> known = new TreeSet<>();
    for (LabelResolver<?> resolver : resolvers.values()) {
      if (!resolver.isUnlimited()) {
        known.add(resolver.name());
      }
    }
    rules.budgets().forEach((label, budget) -> reportUnknown("BUDGET", label, known));
    rules.allowed().forEach((label, values) -> reportUnknown("ALLOW", label, known));
    rules.lives().idleOf().forEach((label, time) -> reportUnknown("IDLE_AFTER", label, known));
    rules.namings().forEach((label, naming) -> reportUnknown("NAMING", label, known));
  }

  private static void reportUnknown(String kind, String label, Set<String> known) {
    if (known.contains(label)) {
      return;
    }
    String nearest = known.stream().min(Comparator.comparing(it -> distance(it, label))).orElse("");
    LOG.log(
        System.Logger.Level.WARNING,
        "METRICS_{0}_{1} has no effect: no family has a label type called {2}. Did you mean"
            + " METRICS_{0}_{3} (in application properties {4})? If a family with such a label is"
            + " added later, the setting applies then. Label types: {5}.",
        kind,
        label.toUpperCase(Locale.ROOT),
        label,
        nearest.toUpperCase(Locale.ROOT),
        nearest.replace('_', '-'),
        known);
  }

  /** Returns the number of characters that have to change to turn one word into the other. */
  private static int distance(String a, String b) {
    int[] row = IntStream.rangeClosed(0, b.length()).toArray();
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }

  /** Returns the existing guards by name. */
  public Collection<LabelResolver<?>> all() {
    return resolvers.values().stream()
        .distinct()
        .sorted(Comparator.<LabelResolver<?>, String>comparing(LabelResolver::name))
        .collect(Collectors.toUnmodifiableList());
  }

  /**
   * Returns the guard of the label type with a name.
   *
   * @throws IllegalArgumentException if there is none, or none with a budget; the message lists the
   *     names that there are, and does not repeat the one that was given
   */
  public LabelResolver<?> named(String name) {
    List<LabelResolver<?>> all = all().stream().filter(each -> !each.isUnlimited()).toList();
    return all.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "label type: expected one of "
                        + all.stream().map(LabelResolver::name).collect(Collectors.joining(", "))
                        + ", got another name"));
  }

  /**
   * Increases whenever values that were folded may be named from now on; handles then resolve their
   * labels again.
   */
  public int generation() {
    return generation;
  }

  /**
   * Adds a listener, which runs on the thread that changes a budget whenever the {@link
   * #generation} rises.
   */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  void changed() {
    synchronized (this) {
      generation++;
    }
    listeners.forEach(Runnable::run);
  }
}
