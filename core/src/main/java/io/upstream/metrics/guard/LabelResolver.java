package io.upstream.metrics.guard;

import io.upstream.metrics.guard.detect.Detection;
import io.upstream.metrics.guard.sketch.DemandEstimate;
import io.upstream.metrics.guard.sketch.KeyedHash;
import io.upstream.metrics.guard.sketch.RefusedCache;
import io.upstream.metrics.guard.value.GeneratedNames;
import io.upstream.metrics.guard.value.ValueGrammar;
import io.upstream.metrics.label.FoldReason;
import io.upstream.metrics.label.OpenLabel;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides for each value of one label type whether it is named on the page or folded; the engine
 * behind {@link LabelGuard}. {@link #decide} is the whole decision.
 *
 * @param <T> the label type
 */
public final class LabelResolver<T extends OpenLabel> implements KeyedLabel {

  // Replaces the value if an accessor throws; no grammar accepts it.
  private static final String UNREADABLE = "\0";

  // A named value costs one look-up in a concurrent map. A refused value costs a second look-up, in
  // a cache that knows it by a keyed hash. The slower steps run only for a value that is new or has
  // fallen out of the cache.
  private static final long PLACE_WANTED_MILLIS = 10_000;

  static final int MOST_DENIED = 10_000;

  private final Class<T> type;
  private final String name;
  private final boolean unlimited;
  private final PrivacyScreen screen;
  private final FixedValues fixed;
  private final NamedValues named = new NamedValues();
  private final Admission admission;
  private final RefusedCache refused = new RefusedCache();
  private final TrimmedValueCache trimmed = new TrimmedValueCache();
  private final DemandEstimate demand = new DemandEstimate();
  private final Guards guards;
  private final LabelGuard<T> guard = new LabelGuard<>(this);
  private final Set<Long> denied = ConcurrentHashMap.newKeySet(1);
  private final Set<String> constants;
  private final Set<String> allowList = new TreeSet<>(); // guarded by its own lock
  private volatile @Nullable Promotions promotions;
  private volatile boolean isInFamilies;

  LabelResolver(Class<T> type, String name, int budget, Collection<String> allowed, Guards guards) {
    this.type = type;
    this.name = name;
    this.guards = guards;
    this.unlimited = GuardRules.isUnlimited(type);
    // Values of an unlimited type come only from the library itself and are not screened: a
    // version, for example, may look like an IP address.
    this.screen =
        new PrivacyScreen(name, ValueGrammar.of(type), unlimited ? List.of() : guards.detectors());
    this.admission =
        new Admission(
            named,
            budget,
            GuardRules.share(type),
            guards.rules().lifetimes(name, GuardRules.declaredIdle(type)),
            guards,
            unlimited ? change -> {} : change -> guards.count(name, change));
    if (!unlimited && guards.rules().naming(name) == Naming.HEAVIEST) {
      this.promotions = new Promotions(guards.millis());
    }
    this.fixed = new FixedValues(type, name, screen);
    this.constants = Set.copyOf(fixed.constants());
    constants.forEach(admission::allow);
    fixed.allowed(allowed).forEach(this::allowWellFormed);
  }

  /** Returns the guard that an application uses. */
  public LabelGuard<T> guard() {
    return guard;
  }

  /** Returns the label type. */
  public Class<T> type() {
    return type;
  }

  @Override
  public String name() {
    return name;
  }

  /** Returns the number of values that may be named beside constants and the allow-list. */
  public int budget() {
    return admission.budget();
  }

  /** Changes the budget. */
  public void budget(int values) {
    admission.budget(GuardRules.checkBudget(name, values));
    changed();
  }

  /** Names a value from now on regardless of the budget. */
  public void allow(@Nullable String raw) {
    fixed.allowed(Collections.singletonList(raw)).forEach(this::allowWellFormed);
    changed();
  }

  /** Makes a list the allow-list; nothing changes if one of its values cannot be named. */
  public void replaceAllowed(Collection<? extends @Nullable String> list) {
    List<String> values = fixed.allowed(list);
    synchronized (allowList) {
      List<String> before = List.copyOf(allowList);
      allowList.clear();
      values.forEach(this::allowWellFormed);
      before.stream().filter(each -> !allowList.contains(each)).forEach(admission::disallow);
    }
    changed();
  }

  /** Returns the allow-list, sorted. */
  public List<String> allowed() {
    synchronized (allowList) {
      return List.copyOf(allowList);
    }
  }

  private void allowWellFormed(String value) {
    synchronized (allowList) {
      if (!constants.contains(value)) {
        allowList.add(value);
      }
      long hash = KeyedHash.ofProcess().of(value);
      denied.remove(hash);
      admission.allow(value);
      Promotions heavy = promotions;
      if (heavy != null) {
        heavy.named(hash);
      }
    }
  }

  private void changed() {
    refused.clear();
    guards.changed();
  }

  /** Returns the number of values that are named now, constants and the allow-list included. */
  public int values() {
    return named.size();
  }

  /** Returns the number of named values that are neither constants nor on the allow-list. */
  public int spent() {
    return admission.spent();
  }

  /**
   * Returns an estimate of the number of distinct values that callers used and that could be named.
   */
  public long demand() {
    return demand.estimate();
  }

  /** Returns the number of values that one owner may bring once half of the budget is spent. */
  public int share() {
    return admission.share();
  }

  /** Returns when a value was first folded for the budget or a share; null if none was. */
  public @Nullable Instant firstOverflow() {
    return admission.firstOverflow();
  }

  /** Rises whenever what was folded may be named from now on: handles look again. */
  public int generation() {
    return guards.generation();
  }

  @Override
  public boolean isUnlimited() {
    return unlimited;
  }

  /** Returns the entry of a label value. */
  public LabelEntry resolve(@Nullable T label) {
    return resolveRaw(read(label), null);
  }

  /**
   * Returns the entry of a label value that an owner brought; the owner pays if the value is named
   * for this.
   */
  public LabelEntry resolve(@Nullable T label, LabelEntry owner) {
    return resolveRaw(read(label), owner);
  }

  @Override
  public LabelEntry resolveAny(@Nullable Object label, @Nullable LabelEntry owner) {
    return resolveRaw(read((OpenLabel) label), owner);
  }

  @Override
  public @Nullable LabelEntry peekAny(@Nullable Object label, @Nullable LabelEntry owner) {
    return decide(read((OpenLabel) label), owner, false);
  }

  @Override
  public @Nullable LabelEntry known(@Nullable Object label) {
    String raw = read((OpenLabel) label);
    if (raw == null) {
      return LabelEntry.NONE;
    }
    LabelEntry entry = find(raw);
    return entry != null ? entry : find(screen.grammar().prepare(raw));
  }

  @Override
  public LabelEntry entry(int index) {
    return named.at(index);
  }

  @Override
  public LabelEntry overPage(LabelEntry entry) {
    return unlimited ? entry : LabelEntry.OVER_PAGE;
  }

  @Override
  public String expected(FoldReason reason) {
    return switch (reason) {
      case OVER_BUDGET -> "one of the " + budget() + " values of its budget";
      case SHARE -> "one of the " + share() + " values that one owner may bring";
      case PAGE_BUDGET -> "a series that the page has a line for";
      case INVALID -> screen.grammar().form();
      case REDACTED -> "a value that does not look like personal data";
      case UNKNOWN -> "a value that is not blank";
    };
  }

  /**
   * {@inheritDoc}
   *
   * <p>This names no value; the first event does.
   */
  @Override
  public RetainedLabel retain(@Nullable Object label) {
    String raw = read((OpenLabel) label);
    if (raw == null) {
      return new RetainedLabel(this, LabelEntry.NONE, null);
    }
    String value = screen.grammar().prepare(raw);
    if (value.isEmpty()) {
      return new RetainedLabel(this, LabelEntry.UNKNOWN, null);
    }
    LabelEntry refusal = find(value) != null ? null : screen.judge(value);
    return refusal != null
        ? new RetainedLabel(this, refusal, null)
        : new RetainedLabel(this, null, value);
  }

  /** Marks the label type as one that some family has. */
  public void putInFamilies() {
    isInFamilies = true;
  }

  /**
   * Returns the entry of a value for an exemplar, without naming or counting it. A value that could
   * be named and is not is treated as over the budget if a family has the label.
   */
  LabelEntry shown(OpenLabel label) {
    LabelEntry entry = known(label);
    return entry != null
        ? entry
        : screen.shown(
            read(label), value -> isInFamilies || denied.contains(KeyedHash.ofProcess().of(value)));
  }

  private @Nullable String read(@Nullable OpenLabel label) {
    return guards.isOff() ? null : valueOf(label);
  }

  /** Returns the value, or null for none. The accessor may be an application's own code. */
  static @Nullable String valueOf(@Nullable OpenLabel label) {
    try {
      return label == null ? null : label.value();
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      return UNREADABLE; // recording never throws
    }
  }

  @Override
  public LabelEntry resolveRaw(@Nullable String raw, @Nullable LabelEntry bringer) {
    return Objects.requireNonNull(decide(raw, bringer, true));
  }

  @Override
  public @Nullable LabelEntry peekRaw(@Nullable String raw, @Nullable LabelEntry bringer) {
    return decide(raw, bringer, false);
  }

  /**
   * Returns the entry of a text.
   *
   * <p>A named value is found at once. Otherwise the method checks in this order: null is {@link
   * LabelEntry#NONE}; a blank value is unknown; a value that was refused before is refused again;
   * the detectors and then the grammar judge a new value; a plain value is named if the budget and
   * the share of its owner have a place.
   *
   * <p>The method is long on purpose. The JIT compiler does not inline a method of this size, so
   * its callers stay small enough to be inlined themselves, and the compiler can then remove the
   * allocation of the label object around the value.
   *
   * @param mayName true if a value that has a place is named
   * @return null for a value that has a place and is not named
   */
  private @Nullable LabelEntry decide(
      @Nullable String raw, @Nullable LabelEntry bringer, boolean mayName) {
    if (raw == null) {
      return LabelEntry.NONE;
    }
    LabelEntry entry = find(raw);
    if (entry != null) {
      return entry.isObserved() ? admission.observe(entry, bringer) : entry;
    }
    int end = screen.grammar().end(raw);
    int start = screen.grammar().start(raw, end);
    if (start == end) {
      return LabelEntry.UNKNOWN;
    }
    if (unlimited) {
      // Such values come only from the library, in one form, so no cache is needed.
      String value = raw.substring(start, end);
      LabelEntry refusal = screen.judge(value);
      return refusal != null || !mayName ? refusal : admission.admit(value, 0, null);
    }
    long hash = KeyedHash.ofProcess().of(0, raw, start, end);
    boolean isTrimmed = end - start < raw.length();
    entry = isTrimmed ? trimmed.find(hash, raw, start, end) : null;
    if (entry == null || entry.hasLeft()) {
      long key = refused.key(hash);
      int code = refused.code(key);
      long ownKey = key;
      LabelEntry owner = bringer == null ? null : bringer.owner();
      if (code == 0 && owner != null) {
        // A value that is over one owner's share may be within another owner's share.
        ownKey = refused.key(KeyedHash.ofProcess().of(1L + owner.index(), raw, start, end));
        code = refused.code(ownKey);
      }
      if (code != 0) {
        return challenging(screen.refusal(code), hash, owner);
      }
      String value = GeneratedNames.plain(raw.substring(start, end));
      boolean isGenerated = value.length() < end - start;
      entry = find(value);
      if (entry == null) {
        entry = screen.judge(value);
        if (entry == null) {
          long own = isGenerated ? KeyedHash.ofProcess().of(value) : hash;
          demand.add(own);
          entry = mayName ? admit(value, own, bringer) : peek(value, own, bringer);
          if (entry == null) {
            return null;
          }
        }
        if (entry.isFolded()) {
          if (!isGenerated || promotions == null) {
            refused.remember(entry == LabelEntry.OVER_SHARE ? ownKey : key, entry.code());
          } // without this, each generated name of a class would count as a value of its own
          return challenging(entry, isGenerated ? KeyedHash.ofProcess().of(value) : hash, owner);
        }
      }
      if (isTrimmed && !isGenerated) {
        trimmed.remember(hash, entry);
      }
    }
    return entry.isObserved() ? admission.observe(entry, bringer) : entry;
  }

  private LabelEntry admit(String value, long hash, @Nullable LabelEntry bringer) {
    if (denied.contains(hash)) {
      return LabelEntry.OVER_BUDGET;
    }
    if (2L * admission.spent() >= admission.budget()) {
      guards.look(PLACE_WANTED_MILLIS); // a value may have to leave: find the idle ones
    }
    LabelEntry entry = admission.admit(value, hash, bringer);
    while (entry == null) {
      if (remove(admission.idle(bringer), 1)) {
        guards.changed();
      }
      entry = admission.admit(value, hash, bringer);
    }
    Promotions heavy = promotions;
    if (heavy != null && !entry.isFolded()) {
      heavy.named(hash);
    }
    return entry;
  }

  private @Nullable LabelEntry peek(String value, long hash, @Nullable LabelEntry bringer) {
    return denied.contains(hash) ? LabelEntry.OVER_BUDGET : admission.peek(value, hash, bringer);
  }

  /**
   * Removes candidates and their series.
   *
   * @param most the highest number of values to remove
   * @return true if at least one has left, so that others may be named now
   */
  private boolean remove(Set<LabelEntry> candidates, int most) {
    if (candidates.isEmpty()) {
      return false;
    }
    LastLook look = new LastLook(candidates, most, admission);
    Set<LabelEntry> held = guards.remove(look);
    if (look.left().isEmpty()) {
      return false;
    }
    admission.gone(look.left(), held);
    refused.clear();
    return true;
  }

  /**
   * {@inheritDoc}
   *
   * <p>A value is marked as left a moment before look-ups stop finding it. A caller in that moment
   * waits for the thread that removes the value, which may not be scheduled for a while; resolving
   * again at once would find the same entry over and over.
   */
  @Override
  public LabelEntry currentEntry(LabelEntry left, @Nullable LabelEntry owner) {
    LabelEntry now = left;
    while (now.hasLeft()) {
      admission.awaitLeaving();
      now = resolveRaw(now.value(), owner);
    }
    return now;
  }

  /**
   * Counts a value over the budget or a share as a challenger, if the naming is {@link
   * Naming#HEAVIEST}.
   */
  private LabelEntry challenging(LabelEntry refusal, long hash, @Nullable LabelEntry owner) {
    Promotions heavy = promotions;
    if (heavy != null && refusal.canonical() == LabelEntry.OVER_BUDGET && !denied.contains(hash)) {
      heavy.folded(hash, refusal, owner == null ? LabelEntry.NONE : owner);
    }
    return refusal;
  }

  void beginLook() {
    admission.beginLook();
  }

  /**
   * Ends a look at all series: values that are idle or frozen for long enough leave.
   *
   * @return true if values that were refused may be named now
   */
  boolean endLook(long now, long zeroMillis) {
    boolean changed = remove(admission.endLook(now, zeroMillis), Integer.MAX_VALUE);
    Promotions heavy = promotions;
    changed |= heavy != null && heavy.look(now, admission);
    changed |= admission.hasIdle() && admission.spent() >= admission.budget();
    if (changed) {
      refused.clear();
    }
    return changed;
  }

  /** Stops naming a value; its series are still shown for a while. */
  public boolean release(@Nullable String raw) {
    boolean released = admission.freeze(given(raw, "release"), Departure.Reason.RELEASED);
    guards.changed();
    return released;
  }

  /**
   * Stops naming a value, whether or not it is on the allow-list, and does not name it again;
   * returns whether it was named.
   */
  public boolean deny(@Nullable String raw) {
    String value = given(raw, "deny");
    if (constants.contains(value)) {
      throw new IllegalArgumentException(
          "deny of " + name + ": expected another value than a constant of " + type.getName());
    }
    long hash = KeyedHash.ofProcess().of(value);
    if (denied.size() >= MOST_DENIED && !denied.contains(hash)) {
      throw new IllegalStateException(
          "deny of "
              + name
              + ": expected at most "
              + MOST_DENIED
              + " denied values; allow some of them, or set a smaller budget");
    }
    denied.add(hash);
    synchronized (allowList) {
      if (allowList.remove(value)) {
        admission.disallow(value);
      }
    }
    boolean wasNamed = admission.freeze(value, Departure.Reason.DENIED);
    changed();
    return wasNamed;
  }

  private String given(@Nullable String raw, String operation) {
    String value = raw == null ? "" : screen.grammar().prepare(raw);
    if (value.isEmpty()) {
      throw new IllegalArgumentException(
          operation + " of " + name + ": expected a value, got null or blank");
    }
    return value;
  }

  /** Returns all named values with their kind, last use and weight. */
  public List<NamedValue> named() {
    return admission.named(constants);
  }

  /** Returns the latest values that are no longer named, the last one first. */
  public List<Departure> departures() {
    return admission.departures();
  }

  /** Returns the rule for which values are named when there are more than places. */
  public Naming naming() {
    return promotions == null ? Naming.FIRST_COME : Naming.HEAVIEST;
  }

  /** Changes the rule for which values are named when there are more than places. */
  public void naming(Naming naming) {
    boolean isHeaviest = naming == Naming.HEAVIEST;
    if (isHeaviest && promotions == null) {
      promotions = new Promotions(guards.millis());
      refused.clear();
    } else if (!isHeaviest) {
      promotions = null;
    }
  }

  /** Returns the number of values that were given a place of the budget so far. */
  public long namedSoFar() {
    return admission.namedSoFar();
  }

  /** Returns the number of values that have left so far. */
  public long leftSoFar() {
    return admission.leftSoFar();
  }

  /** Returns how many of the values that were given a place had left before. */
  public long returnedSoFar() {
    return admission.returnedSoFar();
  }

  /** Returns the number of values that took the place of a weaker one so far. */
  public long promotedSoFar() {
    return admission.promotedSoFar();
  }

  // A long value is never named, and a look-up in a map would hash all of it.
  private @Nullable LabelEntry find(String value) {
    return value.length() > Detection.SEEN ? null : named.find(value);
  }
}
