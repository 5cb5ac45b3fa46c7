package io.upstream.metrics.guard;

import io.upstream.metrics.catalog.SnakeCase;
import io.upstream.metrics.label.Budget;
import io.upstream.metrics.label.FoldReason;
import io.upstream.metrics.label.OpenLabel;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Says of each value of one label type whether it is named on the page.
 *
 * <p>Personal data and malformed values never are. The type's constants and the operator's
 * allow-list always are; of the others the first to come, as many as the budget says, and the rest
 * fold into {@code _OTHER}. What is named stays named. One guard serves all families of a recorder,
 * so that a customer is named everywhere or nowhere and ratios between families still join.
 */
public final class LabelGuard implements KeyedLabel {

  // A value that is named costs one look into a concurrent map. One that is refused costs a second
  // look, into a cache that knows it by a keyed hash. Everything else is the first time somebody
  // asks, or a value that fell out of the cache.
  //
  // What changes does so under the lock, in this order: an entry is put where its index finds it,
  // then where its value does, then the budget is spent. Whoever has an entry can read it back by
  // index, and whoever sees the budget spent sees all that it was spent on.
  private final ConcurrentHashMap<String, LabelEntry> named = new ConcurrentHashMap<>();
  private final ReentrantLock admission = new ReentrantLock();
  private volatile LabelEntry[] byIndex = LabelEntry.RESERVED.clone();
  private int used = LabelEntry.RESERVED.length;
  private volatile int budget;
  private volatile int spent;
  private int free;
  private volatile @Nullable Instant firstOverflow;

  private final RefusedCache refused = new RefusedCache();
  private final DemandEstimate demand = new DemandEstimate();
  private final Shares shares = new Shares();

  private final Class<? extends OpenLabel> type;
  private final String name;
  private final boolean unlimited;
  private final PrivacyScreen screen;
  private final Guards guards;

  LabelGuard(
      Class<? extends OpenLabel> type, int budget, Collection<String> allowed, Guards guards) {
    this.type = type;
    this.name = SnakeCase.of(type.getSimpleName());
    this.guards = guards;
    this.budget = budget;
    this.unlimited = budget == Budget.UNLIMITED;
    // What only the library itself says is not looked at: a version may look like an address.
    this.screen =
        new PrivacyScreen(name, ValueGrammar.of(type), unlimited ? List.of() : guards.detectors());
    LabelConstants.of(type).forEach(this::nameFreely);
    allowed.forEach(this::nameFreely);
  }

  /** The label type. */
  public Class<? extends OpenLabel> type() {
    return type;
  }

  @Override
  public String name() {
    return name;
  }

  /** How many values may be named beside constants and the allow-list. */
  public int budget() {
    return budget;
  }

  /**
   * Changes the budget. A larger one lets new values in at once; a smaller one only stops
   * admissions, for what is named stays named.
   */
  public void budget(int values) {
    if (values < 0) {
      throw new IllegalArgumentException(
          "budget of " + name + ": expected 0 or more, got " + values);
    }
    admission.lock();
    try {
      budget = values;
      for (int i = LabelEntry.RESERVED.length + free; i < used; i++) {
        boolean within = i - LabelEntry.RESERVED.length - free < values;
        if (within) {
          byIndex[i].count(null);
        }
      }
    } finally {
      admission.unlock();
    }
    refused.clear();
    guards.changed();
  }

  /** Names a value from now on whatever the budget says. */
  public void allow(OpenLabel label) {
    String value = label.value() == null ? "" : screen.grammar().prepare(label.value());
    if (value.isEmpty()) {
      throw new IllegalArgumentException("allow-list of " + name + ": expected a value, got none");
    }
    admission.lock();
    try {
      LabelEntry known = named.get(value);
      if (known == null) {
        name(value);
      } else {
        known.count(null);
      }
    } finally {
      admission.unlock();
    }
    refused.clear();
    guards.changed();
  }

  /** How many values are named now, constants and the allow-list included. */
  public int values() {
    return named.size();
  }

  /** How many of them were named under the budget. */
  public int spent() {
    return spent;
  }

  /** How many distinct values were asked for, named or not, about. */
  public long demand() {
    return demand.estimate();
  }

  /** How many distinct values one customer may bring. */
  public int share() {
    int quarter = Math.max(1, budget / 4);
    return budget == 0 ? 0 : Math.min(64, quarter);
  }

  /** When a value was first folded for the budget; null if none was. */
  public @Nullable Instant firstOverflow() {
    return firstOverflow;
  }

  /** Grows whenever what was folded may be named from now on: handles look again. */
  public int epoch() {
    return guards.epoch();
  }

  @Override
  public boolean isUnlimited() {
    return unlimited;
  }

  @Override
  public LabelEntry resolve(@Nullable Object label) {
    return resolve((OpenLabel) label);
  }

  @Override
  public LabelEntry resolve(@Nullable Object label, LabelEntry owner) {
    return resolve((OpenLabel) label, owner);
  }

  /** What a label value has become. */
  public LabelEntry resolve(@Nullable OpenLabel label) {
    String value = label == null ? null : label.value();
    if (value == null) {
      return LabelEntry.UNKNOWN;
    }
    LabelEntry entry = known(value);
    return entry != null ? entry : judge(value, null);
  }

  /**
   * What a label value has become that a customer brought: one more than the customer's share
   * folds, before the budget of all is touched.
   */
  public LabelEntry resolve(@Nullable OpenLabel label, LabelEntry owner) {
    String value = label == null ? null : label.value();
    if (value == null) {
      return LabelEntry.UNKNOWN;
    }
    LabelEntry entry = known(value);
    return entry != null ? within(owner, entry) : judge(value, owner);
  }

  @Override
  public LabelEntry entry(int index) {
    return byIndex[index];
  }

  @Override
  public LabelEntry overPage() {
    return LabelEntry.OVER_PAGE;
  }

  // A long value is never named, and asking a map for it would hash all of it.
  private @Nullable LabelEntry known(String value) {
    return value.length() > PrivacyScreen.SEEN ? null : named.get(value);
  }

  private LabelEntry judge(String raw, @Nullable LabelEntry owner) {
    long hash = KeyedHash.ofProcess().of(raw);
    long key = refused.key(hash);
    // What is over one customer's share may be within another's.
    long ownKey =
        owner == null ? key : refused.key(KeyedHash.ofProcess().of(1L + owner.index(), raw));
    int code = refused.code(key);
    if (code == 0 && owner != null) {
      code = refused.code(ownKey);
    }
    if (code != 0) {
      return refusal(screen.verdict(code));
    }
    String value = screen.grammar().prepare(raw);
    if (value.isEmpty()) {
      return LabelEntry.UNKNOWN;
    }
    LabelEntry entry = known(value);
    if (entry == null) {
      demand.add(value.length() == raw.length() ? hash : KeyedHash.ofProcess().of(value));
      Verdict verdict = screen.judge(value);
      if (verdict.kind() == Verdict.Kind.PLAIN) {
        verdict = spendFor(value, owner);
      }
      if (verdict.kind() != Verdict.Kind.PLAIN) {
        refused.remember(verdict.kind() == Verdict.Kind.OVER_SHARE ? ownKey : key, verdict.code());
        return refusal(verdict);
      }
      entry = Objects.requireNonNull(named.get(value)); // what is named stays named
    }
    return owner == null ? entry : within(owner, entry);
  }

  private LabelEntry refusal(Verdict verdict) {
    return switch (verdict.kind()) {
      case REDACTED -> {
        guards.caught(name, verdict);
        yield LabelEntry.REDACTED;
      }
      case INVALID -> LabelEntry.INVALID;
      case OVER_SHARE -> LabelEntry.OVER_SHARE;
      default -> LabelEntry.OVER_BUDGET;
    };
  }

  /** Names a plain value if there is budget for it; says whether it is named now. */
  private Verdict spendFor(String value, @Nullable LabelEntry owner) {
    if (isSpent()) {
      // What spent the budget was named before it was spent: looked up now, it is found. Without
      // this look a value could be refused to one thread while another is just naming it.
      return named.containsKey(value) ? Verdict.PLAIN : overBudget();
    }
    admission.lock();
    try {
      if (named.containsKey(value)) {
        return Verdict.PLAIN;
      }
      if (owner != null && isOverShare(owner) && guards.mode() != Mode.OBSERVE) {
        return Verdict.OVER_SHARE;
      }
      int before = spent;
      if (isSpent()) {
        return overBudget();
      }
      LabelEntry entry = name(value);
      if (before >= budget) {
        entry.count(FoldReason.OVER_BUDGET);
        noteOverflow();
      }
      if (owner != null && !isOverShare(owner)) {
        shares.add(owner.index(), entry.index());
      }
      spent = before + 1;
      return Verdict.PLAIN;
    } finally {
      admission.unlock();
    }
  }

  private Verdict overBudget() {
    noteOverflow();
    return Verdict.OVER_BUDGET;
  }

  private void noteOverflow() {
    if (firstOverflow == null) {
      firstOverflow = guards.now();
    }
  }

  /** Whether no further value is named; who only observes names ten times as many. */
  private boolean isSpent() {
    long most = guards.mode() == Mode.OBSERVE ? 10L * Math.max(1, budget) : budget;
    return spent >= most;
  }

  private LabelEntry within(LabelEntry owner, LabelEntry entry) {
    if (isFree(entry) || shares.has(owner.index(), entry.index())) {
      return entry;
    }
    if (!isOverShare(owner)) {
      admission.lock();
      try {
        if (!isOverShare(owner) && !shares.has(owner.index(), entry.index())) {
          shares.add(owner.index(), entry.index());
        }
      } finally {
        admission.unlock();
      }
    }
    // Looked up again: another thread may have spent the last of the share on this very value.
    if (shares.has(owner.index(), entry.index())) {
      return entry;
    }
    return guards.mode() == Mode.OBSERVE ? entry.observedOverShare() : LabelEntry.OVER_SHARE;
  }

  private boolean isOverShare(LabelEntry owner) {
    return shares.count(owner.index()) >= share();
  }

  private boolean isFree(LabelEntry entry) {
    return unlimited || entry.index() < LabelEntry.RESERVED.length + free;
  }

  private void nameFreely(String value) {
    if (!named.containsKey(value)) {
      name(value);
      free++;
    }
  }

  private LabelEntry name(String value) {
    LabelEntry entry = LabelEntry.named(used, value);
    LabelEntry[] entries = byIndex;
    if (used == entries.length) {
      entries = Arrays.copyOf(entries, used * 2);
    }
    entries[used++] = entry;
    byIndex = entries;
    named.put(value, entry);
    return entry;
  }
}
