package io.upstream.metrics.series;

import io.upstream.metrics.catalog.Label;
import io.upstream.metrics.catalog.LabelKind;
import io.upstream.metrics.catalog.LabelSchema;
import io.upstream.metrics.guard.Guards;
import io.upstream.metrics.guard.HeldLabel;
import io.upstream.metrics.guard.KeyedLabel;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.guard.StatusLabel;
import io.upstream.metrics.label.CustomerId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a family's labels become numbers: its closed labels together one index, a keyed one an entry
 * each.
 *
 * @param <L> the label record
 */
@SuppressWarnings("EnumOrdinal") // the ordinals are the index; none is kept beyond the process
final class LabelPlan<L extends Record> {

  private final LabelSchema<L> schema;
  private final boolean off;
  private final int[] closedAt;
  private final int[] strides;
  private final int combinations;
  private final int[] keyedAt;
  private final KeyedLabel[] keyed;
  private final int owner;

  /**
   * A plan.
   *
   * @param off whether nothing is recorded: every index is then that of a label that is missing
   */
  LabelPlan(LabelSchema<L> schema, Guards guards, boolean off) {
    this.schema = schema;
    this.off = off;
    List<Label> labels = schema.labels();
    this.closedAt = positions(labels, true);
    this.keyedAt = positions(labels, false);
    this.owner = ownerLevel(labels, keyedAt);
    this.strides = new int[closedAt.length];
    int product = 1;
    for (int i = closedAt.length - 1; i >= 0; i--) {
      strides[i] = product;
      product *= labels.get(closedAt[i]).type().getEnumConstants().length;
    }
    this.combinations = product;
    this.keyed = new KeyedLabel[keyedAt.length];
    for (int i = 0; i < keyed.length; i++) {
      Label label = labels.get(keyedAt[i]);
      keyed[i] =
          label.kind() == LabelKind.STATUS ? StatusLabel.INSTANCE : guards.guard(label.openType());
    }
  }

  /** The level of the customer, who brings the values of the other labels; less than 0 if none. */
  private static int ownerLevel(List<Label> labels, int[] keyedAt) {
    for (int level = 0; level < keyedAt.length; level++) {
      if (labels.get(keyedAt[level]).type() == CustomerId.class) {
        return level;
      }
    }
    return -1;
  }

  private static int[] positions(List<Label> labels, boolean closed) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      if ((labels.get(i).kind() == LabelKind.CLOSED) == closed) {
        found.add(i);
      }
    }
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  LabelSchema<L> schema() {
    return schema;
  }

  int combinations() {
    return combinations;
  }

  KeyedLabel[] keyed() {
    return keyed;
  }

  /** What a value becomes for want of a line; itself, where its line is not refused. */
  LabelEntry overPage(int level, LabelEntry entry) {
    return keyed[level].overPage(entry);
  }

  /** Whether a series has its line in any case: all that the guard limits is folded already. */
  boolean isFolded(LabelEntry[] entries) {
    boolean folded = true;
    for (int level = 0; level < entries.length; level++) {
      folded &= entries[level].index() == overPage(level, entries[level]).index();
    }
    return folded;
  }

  /** Whether it is known beforehand which series there are when all that can be is folded. */
  boolean isLimited() {
    boolean limited = true;
    for (KeyedLabel label : keyed) {
      limited &= !label.isUnlimited();
    }
    return limited;
  }

  /** The index of no closed label. */
  int closed() {
    return off ? -1 : 0;
  }

  /** The index of a closed label's constant alone, or less than 0 if it is missing. */
  int closed(@Nullable Enum<?> a) {
    return a == null || off ? -1 : a.ordinal();
  }

  int closed(@Nullable Enum<?> a, @Nullable Enum<?> b) {
    return a == null || b == null || off ? -1 : a.ordinal() * strides[0] + b.ordinal();
  }

  int closed(@Nullable Enum<?> a, @Nullable Enum<?> b, @Nullable Enum<?> c) {
    return a == null || b == null || c == null || off
        ? -1
        : a.ordinal() * strides[0] + b.ordinal() * strides[1] + c.ordinal();
  }

  /** The index of the closed labels of a record, or less than 0 if one is missing. */
  int closed(L labels) {
    int index = closed();
    for (int i = 0; i < closedAt.length && !off; i++) {
      if (!(schema.value(labels, closedAt[i]) instanceof Enum<?> constant)) {
        return -1;
      }
      index += constant.ordinal() * strides[i];
    }
    return index;
  }

  /** The value of the keyed label at a level. */
  @Nullable Object keyed(L labels, int level) {
    return schema.value(labels, keyedAt[level]);
  }

  /** The keyed labels of a record as a handle keeps them. */
  HeldLabel[] hold(L labels) {
    HeldLabel[] held = new HeldLabel[keyed.length];
    LabelEntry customer = null;
    if (owner >= 0) {
      held[owner] = keyed[owner].hold(keyed(labels, owner), null);
      customer = held[owner].resolve(null);
    }
    for (int i = 0; i < held.length; i++) {
      if (i != owner) {
        held[i] = keyed[i].hold(keyed(labels, i), customer);
      }
    }
    return held;
  }

  /** What has become by now of labels that are kept. */
  LabelEntry[] resolve(HeldLabel[] held) {
    LabelEntry[] entries = new LabelEntry[held.length];
    LabelEntry customer = owner < 0 ? null : held[owner].resolve(null);
    for (int i = 0; i < entries.length; i++) {
      entries[i] = i == owner && customer != null ? customer : held[i].resolve(customer);
    }
    return entries;
  }

  LabelEntry[] resolve(L labels) {
    LabelEntry[] entries = new LabelEntry[keyed.length];
    LabelEntry customer = owner < 0 ? null : keyed[owner].resolve(keyed(labels, owner));
    for (int i = 0; i < entries.length; i++) {
      Object value = keyed(labels, i);
      entries[i] =
          customer == null
              ? keyed[i].resolve(value)
              : i == owner ? customer : keyed[i].resolve(value, customer);
    }
    return entries;
  }

  /** The wire values of all labels of a series, in the order of the record. */
  String[] values(int[] path, int closed) {
    String[] values = new String[schema.labels().size()];
    for (int position : closedAt) {
      values[position] = closedValue(position, closed);
    }
    for (int i = 0; i < keyed.length; i++) {
      values[keyedAt[i]] = keyed[i].entry(path[i]).value();
    }
    return values;
  }

  /** Whether a label of the record, by position, is keyed, and at which level; else less than 0. */
  int levelOf(int position) {
    for (int i = 0; i < keyedAt.length; i++) {
      if (keyedAt[i] == position) {
        return i;
      }
    }
    return -1;
  }

  /** The wire value that a closed label, by position in the record, has in a combination. */
  String closedValue(int position, int closed) {
    for (int i = 0; i < closedAt.length; i++) {
      if (closedAt[i] == position) {
        List<String> constants = schema.labels().get(position).closedValues();
        return constants.get(closed / strides[i] % constants.size());
      }
    }
    throw new IllegalArgumentException("no closed label at " + position);
  }
}
