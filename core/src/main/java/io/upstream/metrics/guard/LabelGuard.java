package io.upstream.metrics.guard;

import io.upstream.metrics.catalog.SnakeCase;
import io.upstream.metrics.label.Budget;
import io.upstream.metrics.label.OpenLabel;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Says of each value of one label type whether it is named on the page.
 *
 * <p>The type's constants and the operator's allow-list are always named; of the others the first
 * to come are, as many as the budget says, and the rest fold into {@code _OTHER}. What is named
 * stays named. One guard serves all families of a recorder, so that a customer is named everywhere
 * or nowhere and ratios between families still join.
 */
public final class LabelGuard implements KeyedLabel {

  // A recording of a value that is named reads one concurrent map and nothing else. Everything that
  // changes does so under the admission lock: an entry is first put where its index finds it, then
  // where its value does, so whoever has an entry can read it back by index.
  private final ConcurrentHashMap<String, LabelEntry> named = new ConcurrentHashMap<>();
  private final ReentrantLock admission = new ReentrantLock();
  private volatile LabelEntry[] byIndex = LabelEntry.RESERVED.clone();
  private volatile int budget;
  private int used = LabelEntry.RESERVED.length;
  private volatile int spent;

  private final Class<? extends OpenLabel> type;
  private final String name;
  private final boolean unlimited;
  private final ValueJudge judge;
  private final Guards guards;

  LabelGuard(
      Class<? extends OpenLabel> type, int budget, Collection<String> allowed, Guards guards) {
    this.type = type;
    this.name = SnakeCase.of(type.getSimpleName());
    this.judge = ValueJudge.of(type);
    this.guards = guards;
    this.budget = budget;
    this.unlimited = budget == Budget.UNLIMITED;
    constants(type).forEach(this::name);
    allowed.stream().filter(value -> !named.containsKey(value)).forEach(this::name);
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
    budget = values;
    guards.changed();
  }

  /** Grows whenever what was folded may be named from now on: handles look again. */
  public int epoch() {
    return guards.epoch();
  }

  /** How many values are named now, constants and the allow-list included. */
  public int values() {
    return named.size();
  }

  @Override
  public boolean isUnlimited() {
    return unlimited;
  }

  @Override
  public LabelEntry resolve(@Nullable Object label) {
    return label == null ? LabelEntry.UNKNOWN : resolve((OpenLabel) label);
  }

  /** What a label value has become. */
  public LabelEntry resolve(@Nullable OpenLabel label) {
    String value = label == null ? null : label.value();
    if (value == null) {
      return LabelEntry.UNKNOWN;
    }
    LabelEntry entry = named.get(value);
    return entry != null ? entry : judge(value);
  }

  @Override
  public LabelEntry entry(int index) {
    return byIndex[index];
  }

  @Override
  public LabelEntry overPage() {
    return LabelEntry.OVER_PAGE;
  }

  private LabelEntry judge(String raw) {
    String value = judge.prepare(raw);
    if (value.isEmpty()) {
      return LabelEntry.UNKNOWN;
    }
    LabelEntry known = named.get(value);
    if (known != null) {
      return known;
    }
    LabelEntry refusal = judge.refusal(value);
    return refusal != null ? refusal : admit(value);
  }

  private LabelEntry admit(String value) {
    if (spent >= budget) {
      // What spent the budget was named before it was spent: looked up now, it is found. Without
      // the
      // second look a value could be refused to one thread while another is just naming it.
      LabelEntry known = named.get(value);
      return known != null ? known : LabelEntry.OVER_BUDGET;
    }
    admission.lock();
    try {
      LabelEntry known = named.get(value);
      if (known != null) {
        return known;
      }
      int before = spent;
      if (before >= budget) {
        return LabelEntry.OVER_BUDGET;
      }
      LabelEntry entry = name(value);
      spent = before + 1;
      return entry;
    } finally {
      admission.unlock();
    }
  }

  private LabelEntry name(String value) {
    LabelEntry entry = new LabelEntry(used, value, null);
    LabelEntry[] entries = byIndex;
    if (used == entries.length) {
      entries = Arrays.copyOf(entries, used * 2);
    }
    entries[used++] = entry;
    byIndex = entries;
    named.put(value, entry);
    return entry;
  }

  private static List<String> constants(Class<? extends OpenLabel> type) {
    List<String> values = new ArrayList<>();
    for (Field field : type.getDeclaredFields()) {
      int modifiers = field.getModifiers();
      if (field.getType() == type && Modifier.isStatic(modifiers) && Modifier.isPublic(modifiers)) {
        try {
          field.setAccessible(true);
          String value = type.cast(field.get(null)).value();
          if (value != null) {
            values.add(value);
          }
        } catch (IllegalAccessException e) {
          throw new IllegalArgumentException("cannot read the constants of " + type.getName(), e);
        }
      }
    }
    return values;
  }
}
