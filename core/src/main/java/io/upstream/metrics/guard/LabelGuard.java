package io.upstream.metrics.guard;

import io.upstream.metrics.label.FoldReason;
import io.upstream.metrics.label.OpenLabel;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says of each value of one label type whether it is named on the page.
 *
 * <p>Personal data and malformed values never are. The type's constants and the operator's
 * allow-list always are; of the others the first to come, as many as the budget says, and the rest
 * fold into {@code _OTHER}. What is named stays named. One guard serves all families of a recorder,
 * so that a customer is named everywhere or nowhere and ratios between families still join.
 *
 * <pre>{@code
 * recorder.guard(CustomerId.class).budget(500);                     // while the service runs
 * recorder.guard(CustomerId.class).allow(new CustomerId("acme"));
 * }</pre>
 */
public final class LabelGuard implements KeyedLabel {

  // Stands for what an accessor failed to say: a value that no grammar takes.
  private static final String UNREADABLE = "\0";

  // A value that is named costs one look into a concurrent map. One that is refused costs a second
  // look, into a cache that knows it by a keyed hash. Everything else is the first time somebody
  // asks, or a value that fell out of the cache.
  private final Class<? extends OpenLabel> type;
  private final String name;
  private final boolean unlimited;
  private final PrivacyScreen screen;
  private final NamedValues named = new NamedValues();
  private final Admission admission;
  private final RefusedCache refused = new RefusedCache();
  private final CutValues cut = new CutValues();
  private final DemandEstimate demand = new DemandEstimate();
  private final Guards guards;

  LabelGuard(
      Class<? extends OpenLabel> type,
      String name,
      int budget,
      Collection<String> allowed,
      Guards guards) {
    this.type = type;
    this.name = name;
    this.guards = guards;
    this.unlimited = GuardRules.isUnlimited(type);
    // What only the library itself says is not looked at: a version may look like an address.
    this.screen =
        new PrivacyScreen(name, ValueGrammar.of(type), unlimited ? List.of() : guards.detectors());
    this.admission = new Admission(named, budget, guards);
    FixedValues fixed = new FixedValues(type, name, screen);
    fixed.constants().forEach(admission::allow);
    allowed.forEach(value -> admission.allow(fixed.allowed(value)));
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
    return admission.budget();
  }

  /**
   * Changes the budget. A larger one lets new values in at once; a smaller one only stops
   * admissions, for what is named stays named.
   */
  public void budget(int values) {
    admission.budget(GuardRules.checkBudget(name, values));
    changed();
  }

  /**
   * Names a value from now on whatever the budget says. A place of the budget that it had is free
   * for another.
   */
  public void allow(OpenLabel label) {
    admission.allow(new FixedValues(type, name, screen).allowed(label.value()));
    changed();
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

  /** How many distinct values one customer may bring. */
  public int share() {
    return admission.share();
  }

  /** When a value was first folded for the budget or a share; null if none was. */
  public @Nullable Instant firstOverflow() {
    return admission.firstOverflow();
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
    return find((OpenLabel) label, owner);
  }

  /** What a label value has become. */
  public LabelEntry resolve(@Nullable OpenLabel label) {
    return find(label, null);
  }

  /**
   * What a label value has become that a customer brought: one more than the customer's share
   * folds, before the budget of all is touched.
   */
  public LabelEntry resolve(@Nullable OpenLabel label, LabelEntry owner) {
    return find(label, owner);
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
      case SHARE -> "one of the " + share() + " values that a customer may bring";
      case PAGE_BUDGET -> "a series that the page has a line for";
      case INVALID -> "128 bytes at most, not reserved, of the form " + screen.grammar().expected();
      case REDACTED -> "a value that does not look like personal data";
      case UNKNOWN -> "a value that is neither null nor blank";
    };
  }

  @Override
  public HeldLabel hold(@Nullable Object label, @Nullable LabelEntry owner) {
    String raw = read((OpenLabel) label);
    LabelEntry entry = raw == null ? LabelEntry.UNKNOWN : again(raw, owner);
    return new HeldLabel(this, entry, raw == null ? null : kept(entry, raw));
  }

  private @Nullable String kept(LabelEntry entry, String raw) {
    if (!entry.isFolded()) {
      return entry.value();
    }
    boolean isOver = entry.index() == LabelEntry.OVER_BUDGET.index();
    return isOver ? screen.grammar().prepare(raw) : null;
  }

  private LabelEntry find(@Nullable OpenLabel label, @Nullable LabelEntry owner) {
    String raw = read(label);
    return raw == null ? LabelEntry.UNKNOWN : again(raw, owner);
  }

  /** The value, null for none. The accessor may be an application's own. */
  private @Nullable String read(@Nullable OpenLabel label) {
    try {
      return label == null || guards.isOff() ? null : label.value();
    } catch (RuntimeException e) {
      return UNREADABLE;
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>A long method on purpose, for the compiler puts none of this size into its callers. What
   * calls it then stays small enough to become part of a verb's caller, and the label around the
   * value, which a caller makes for the call, is never made.
   */
  @Override
  public LabelEntry again(String raw, @Nullable LabelEntry bringer) {
    LabelEntry owner = unlimited ? null : bringer;
    LabelEntry entry = known(raw);
    if (entry != null) {
      return admission.settle(entry, owner);
    }
    int end = screen.grammar().end(raw);
    int start = screen.grammar().start(raw, end);
    if (start == end) {
      return LabelEntry.UNKNOWN;
    }
    if (unlimited) {
      return enter(raw.substring(start, end));
    }
    long hash = KeyedHash.ofProcess().of(0, raw, start, end);
    entry = end - start < raw.length() ? cut.find(hash, raw, start, end) : null;
    if (entry != null) {
      return admission.settle(entry, owner);
    }
    long key = refused.key(hash);
    int code = refused.code(key);
    long ownKey = key;
    if (code == 0 && owner != null) {
      // What is over one customer's share may be within another's.
      ownKey = refused.key(KeyedHash.ofProcess().of(1L + owner.owner(), raw, start, end));
      code = refused.code(ownKey);
    }
    if (code != 0) {
      return refusal(screen.verdict(code), owner);
    }
    String value = raw.substring(start, end);
    entry = known(value);
    if (entry == null) {
      Verdict verdict = screen.judge(value);
      if (verdict.kind() == Verdict.Kind.PLAIN) {
        demand.add(hash);
        verdict = admission.admit(value, owner);
      }
      if (verdict.kind() != Verdict.Kind.PLAIN) {
        refused.remember(verdict.kind() == Verdict.Kind.OVER_SHARE ? ownKey : key, verdict.code());
        return refusal(verdict, owner);
      }
      entry = Objects.requireNonNull(named.find(value)); // what is named stays named
    }
    if (value.length() < raw.length()) {
      cut.remember(hash, entry);
    }
    return admission.settle(entry, owner);
  }

  // A long value is never named, and asking a map for it would hash all of it.
  private @Nullable LabelEntry known(String value) {
    return value.length() > PrivacyScreen.SEEN ? null : named.find(value);
  }

  /** What only the library says, and in one form only: nothing but the entry is remembered. */
  private LabelEntry enter(String value) {
    Verdict verdict = screen.judge(value);
    if (!verdict.isSeen()) {
      // Whoever asks keeps the answer; folded for good, our own figures would count themselves.
      throw new StackOverflowError("no stack is left to look at a name");
    }
    if (verdict.kind() == Verdict.Kind.PLAIN) {
      verdict = admission.admit(value, null);
    }
    LabelEntry entry = named.find(value); // what is named stays named
    return entry == null ? refusal(verdict, null) : entry;
  }

  private LabelEntry refusal(Verdict verdict, @Nullable LabelEntry owner) {
    // A value can be too much for both; the share is asked first, whatever was remembered.
    if (verdict.kind() == Verdict.Kind.OVER_BUDGET
        && owner != null
        && admission.isShareSpent(owner)) {
      return LabelEntry.OVER_SHARE;
    }
    return Objects.requireNonNull(verdict.entry());
  }
}
