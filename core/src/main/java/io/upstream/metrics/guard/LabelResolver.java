package io.upstream.metrics.guard;

import io.upstream.metrics.guard.detect.Detection;
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
 * behind {@link LabelGuard}. {@link #resolveRaw} is the whole decision.
 *
 * @param <T> the label type
 */
public final class LabelResolver<T extends OpenLabel> implements KeyedLabel {

  // Stands for what an accessor failed to say: a value that no grammar takes.
  private static final String UNREADABLE = "\0";

  // A value that is named costs one look into a concurrent map. One that is refused costs a second
  // look, into a cache that knows it by a keyed hash. Everything else is the first time somebody
  // asks, or a value that fell out of the cache.
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
  private final Set<String> allowList = new TreeSet<>(); // its own lock
  private volatile @Nullable Promotions promotions;
  private volatile boolean isInFamilies;

  LabelResolver(Class<T> type, String name, int budget, Collection<String> allowed, Guards guards) {
    this.type = type;
    this.name = name;
    this.guards = guards;
    this.unlimited = GuardRules.isUnlimited(type);
    // What only the library itself says is not looked at: a version may look like an address.
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

  /** The label type. */
  public Class<T> type() {
    return type;
  }

  @Override
  public String name() {
    return name;
  }

  /** How many values may be named beside constants and the allow-list. */
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

  /** How many values are named now, constants and the allow-list included. */
  public int values() {
    return named.size();
  }

  /** How many of them are neither constants nor on the allow-list. */
  public int spent() {
    return admission.spent();
  }

  /** How many distinct values that could be named were asked for, named or not, about. */
  public long demand() {
    return demand.estimate();
  }

  /** How many values one owner may bring once half of the budget is spent. */
  public int share() {
    return admission.share();
  }

  /** When a value was first folded for the budget or a share; null if none was. */
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
   * <p>It names nothing: an event does, when there is one.
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

  /** Says that a family has the label. */
  public void putInFamilies() {
    isInFamilies = true;
  }

  /**
   * Returns the entry of a value that an exemplar is to show: nothing is named or counted. A value
   * that could be named, and is not, counts as over the budget if a family has the label.
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

  /** The value, null for none. The accessor may be an application's own. */
  static @Nullable String valueOf(@Nullable OpenLabel label) {
    try {
      return label == null ? null : label.value();
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      return UNREADABLE; // recording never throws
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>A named value is found at once. Otherwise, in this order: null is {@link LabelEntry#NONE};
   * what is blank is unknown; what was refused before is refused again; the detectors and then the
   * grammar judge what is new; a plain value is named if the budget and the share of its owner have
   * a place.
   *
   * <p>A long method on purpose, for the compiler puts none of this size into its callers. What
   * calls it then stays small enough to become part of a verb's caller, and the label around the
   * value, which a caller makes for the call, is never made.
   */
  @Override
  public LabelEntry resolveRaw(@Nullable String raw, @Nullable LabelEntry bringer) {
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
      // What only the library says, and in one form only: only the entry is remembered.
      String value = raw.substring(start, end);
      LabelEntry refusal = screen.judge(value);
      return refusal != null ? refusal : Objects.requireNonNull(admission.admit(value, 0, null));
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
        // What is over one owner's share may be within another's.
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
          entry = admit(value, own, bringer);
        }
        if (entry.isFolded()) {
          if (!isGenerated || promotions == null) {
            refused.remember(entry == LabelEntry.OVER_SHARE ? ownKey : key, entry.code());
          } // or the names that stand for one class would be counted apart
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
      guards.look(PLACE_WANTED_MILLIS); // somebody may have to leave: who is idle now?
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

  /**
   * Removes as many values as are wanted, with their series.
   *
   * @return whether some have left, so that others may be named now
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
   * <p>A value has left a moment before it is found no more. Who comes in that moment waits for the
   * thread that ends it, which may have no processor for a while; asking at once would find the
   * same entry over and over.
   */
  @Override
  public LabelEntry again(LabelEntry left, @Nullable LabelEntry owner) {
    LabelEntry now = left;
    while (now.hasLeft()) {
      admission.awaitLeaving();
      now = resolveRaw(now.value(), owner);
    }
    return now;
  }

  /** Counts a value that was only one too many, where heavy ones are looked for. */
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
   * Ends a look at all series: what is idle or frozen for long enough leaves.
   *
   * @return whether values that were refused may be named now
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

  /** Ends the naming of a value; its series are shown for a while yet. */
  public boolean release(@Nullable String raw) {
    boolean released = admission.freeze(given(raw, "release"), Departure.Reason.RELEASED);
    guards.changed();
    return released;
  }

  /**
   * Ends the naming of a value, on the allow-list or not, and does not name it again; says whether
   * it was named.
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

  /** Returns what is known of all values that are named. */
  public List<NamedValue> named() {
    return admission.named(constants);
  }

  /** Returns the latest values that are not named any more, the last one first. */
  public List<Departure> departures() {
    return admission.departures();
  }

  /** Which values are named when more ask than there are places. */
  public Naming naming() {
    return promotions == null ? Naming.FIRST_COME : Naming.HEAVIEST;
  }

  /** Changes which values are named when more ask than there are places. */
  public void naming(Naming naming) {
    boolean isHeaviest = naming == Naming.HEAVIEST;
    if (isHeaviest && promotions == null) {
      promotions = new Promotions(guards.millis());
      refused.clear();
    } else if (!isHeaviest) {
      promotions = null;
    }
  }

  /** How many values were given a place of the budget so far. */
  public long namedSoFar() {
    return admission.namedSoFar();
  }

  /** How many values have left so far. */
  public long leftSoFar() {
    return admission.leftSoFar();
  }

  /** How many of the named values had left before. */
  public long returnedSoFar() {
    return admission.returnedSoFar();
  }

  /** How many values took the place of a weaker one so far. */
  public long promotedSoFar() {
    return admission.promotedSoFar();
  }

  // A long value is never named, and asking a map for it would hash all of it.
  private @Nullable LabelEntry find(String value) {
    return value.length() > Detection.SEEN ? null : named.find(value);
  }
}
