package io.upstream.metrics.series.row;

import io.upstream.metrics.catalog.Label;
import io.upstream.metrics.catalog.LabelKind;
import io.upstream.metrics.catalog.LabelSchema;
import io.upstream.metrics.guard.CommonLabels;
import io.upstream.metrics.guard.Guards;
import io.upstream.metrics.guard.KeyedLabel;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.guard.LabelResolver;
import io.upstream.metrics.guard.RetainedLabel;
import io.upstream.metrics.guard.StatusLabel;
import io.upstream.metrics.label.OpenLabel;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A plan that turns a family's labels into numbers: all closed labels together into one index, and
 * each keyed label into an entry.
 *
 * @param <L> the label record
 */
@SuppressWarnings("EnumOrdinal") // the ordinals are the index; none is kept beyond the process
public final class LabelPlan<L extends Record> {

  // The shape depends on the record alone, so all recorders share it.
  private static final ClassValue<AtomicReference<@Nullable LabelShape>> SHAPES =
      new ClassValue<>() {
        @Override
        protected AtomicReference<@Nullable LabelShape> computeValue(Class<?> type) {
          return new AtomicReference<>();
        }
      };

  private final LabelSchema<L> schema;
  private final LabelShape shape;
  private final CommonLabels common;
  private final boolean off;
  private final boolean namesTogether;
  private final KeyedLabel[] keyed;
  private final Map<Class<?>, LabelSchema<?>> redeclared = new ConcurrentHashMap<>(1);

  // The first two strides: an array would have to be read for each event, and its length.
  private final int first;
  private final int second;

  /**
   * Creates a plan.
   *
   * @param common labels that every series has
   * @param off true if nothing is recorded; every index is then that of a missing label
   * @param namesTogether true if an event with a folded value is not recorded, so that its other
   *     values are not named either
   */
  public LabelPlan(
      LabelSchema<L> schema,
      Guards guards,
      CommonLabels common,
      boolean off,
      boolean namesTogether) {
    this.schema = schema;
    this.common = common;
    this.shape = shape(schema);
    this.off = off;
    this.namesTogether = namesTogether;
    int[] strides = shape.strides();
    this.first = strides.length > 0 ? strides[0] : 0;
    this.second = strides.length > 1 ? strides[1] : 0;
    this.keyed = new KeyedLabel[shape.keyedAt().length];
    for (int i = 0; i < keyed.length; i++) {
      Label label = schema.labels().get(shape.keyedAt()[i]);
      keyed[i] = label.kind() == LabelKind.STATUS ? StatusLabel.INSTANCE : resolver(label, guards);
    }
  }

  private static LabelResolver<?> resolver(Label label, Guards guards) {
    LabelResolver<?> resolver = guards.resolver(label.openType());
    resolver.putInFamilies();
    return resolver;
  }

  private static LabelShape shape(LabelSchema<?> schema) {
    AtomicReference<@Nullable LabelShape> known = SHAPES.get(schema.type());
    LabelShape shape = known.get();
    if (shape == null) {
      shape = LabelShape.of(schema.labels());
      known.set(shape);
    }
    return shape;
  }

  /**
   * Returns the position of the owner label among the open labels; less than 0 if there is none.
   */
  public int owner() {
    return shape.owner();
  }

  public LabelSchema<L> schema() {
    return schema;
  }

  /**
   * Returns the labels that every series has beside those of the schema, in the order of their
   * names.
   */
  public SortedMap<String, String> common() {
    return common.values();
  }

  /** Returns whether a series has no label at all. */
  public boolean isUnlabelled() {
    return schema.labels().isEmpty() && common().isEmpty();
  }

  public int combinations() {
    return shape.combinations();
  }

  public KeyedLabel[] keyed() {
    return keyed;
  }

  /** Returns whether the number of series is bounded when everything that can fold is folded. */
  public boolean isLimited() {
    boolean limited = true;
    for (KeyedLabel label : keyed) {
      limited &= !label.isUnlimited();
    }
    return limited;
  }

  /** Returns the index of no closed label. */
  public int closed() {
    return off ? -1 : 0;
  }

  /** Returns the index of one closed label's constant, or less than 0 if it is missing. */
  public int closed(@Nullable Enum<?> a) {
    return a == null || off ? -1 : a.ordinal();
  }

  public int closed(@Nullable Enum<?> a, @Nullable Enum<?> b) {
    return a == null || b == null || off ? -1 : a.ordinal() * first + b.ordinal();
  }

  public int closed(@Nullable Enum<?> a, @Nullable Enum<?> b, @Nullable Enum<?> c) {
    return a == null || b == null || c == null || off
        ? -1
        : a.ordinal() * first + b.ordinal() * second + c.ordinal();
  }

  /** Returns the index of the closed labels of a record, or less than 0 if one is missing. */
  public int closed(L labels) {
    int index = closed();
    for (int i = 0; i < shape.closedAt().length && !off; i++) {
      if (!(read(labels, shape.closedAt()[i]) instanceof Enum<?> constant)) {
        return -1;
      }
      index += constant.ordinal() * shape.strides()[i];
    }
    return index;
  }

  /** Returns the value of the keyed label at a level. */
  @Nullable Object keyed(L labels, int level) {
    return read(labels, shape.keyedAt()[level]);
  }

  /**
   * Returns a record's value of a label. The accessor may be an application's own code, and
   * recording never throws: if the accessor fails, a closed label counts as missing and an open one
   * as invalid.
   */
  private @Nullable Object read(L labels, int position) {
    try {
      return schemaOf(labels).value(labels, position);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      return new Unreadable("\0"); // a value that no grammar takes
    }
  }

  /**
   * Returns the schema for a record; a family that a second class loader declares again has its own
   * records.
   */
  @SuppressWarnings("unchecked") // what is kept by a class reads its instances
  private LabelSchema<L> schemaOf(L labels) {
    if (labels.getClass() == schema.type()) {
      return schema;
    }
    return (LabelSchema<L>) redeclared.getOrDefault(labels.getClass(), schema);
  }

  public void reads(LabelSchema<?> again) {
    redeclared.put(again.type(), again);
  }

  public void forget(LabelSchema<?> again) {
    redeclared.remove(again.type());
  }

  private record Unreadable(String value) implements OpenLabel {}

  /** Returns the keyed labels of a record in a form that a handle retains. */
  public RetainedLabel[] retain(L labels) {
    RetainedLabel[] retained = new RetainedLabel[keyed.length];
    for (int i = 0; i < retained.length; i++) {
      retained[i] = keyed[i].retain(keyed(labels, i));
    }
    return retained;
  }

  /**
   * Resolves retained labels again. If an event with a folded value is not recorded, the other
   * values of such an event are not named; they get the entry of a missing value.
   */
  public LabelEntry[] resolve(RetainedLabel[] held) {
    return resolveAll(held.length, null, held);
  }

  /** Resolves the keyed labels of a record, as {@link #resolve(RetainedLabel[])} does. */
  public LabelEntry[] resolve(L labels) {
    return resolveAll(keyed.length, labels, null);
  }

  /** Resolves the keyed label of a record that has one. */
  public LabelEntry resolveOnly(L labels) {
    return keyed[0].resolveAny(keyed(labels, 0), null);
  }

  /**
   * Resolves one keyed label of a record.
   *
   * @param mayName true to name a value that has a place
   * @return null for a value that has a place and is not named
   */
  public @Nullable LabelEntry resolve(
      L labels, int level, @Nullable LabelEntry owner, boolean mayName) {
    Object value = keyed(labels, level);
    return mayName ? keyed[level].resolveAny(value, owner) : keyed[level].peekAny(value, owner);
  }

  /** Returns whether an event with a folded value names none of its other values. */
  public boolean namesTogether() {
    return namesTogether;
  }

  /** Resolves either the labels of a record or retained ones; the other argument is null. */
  private LabelEntry[] resolveAll(int depth, @Nullable L labels, RetainedLabel @Nullable [] held) {
    LabelEntry[] entries = new LabelEntry[depth];
    int owner = depth == 0 ? -1 : shape.owner();
    boolean mayName = !namesTogether || depth == 1;
    while (true) {
      boolean isFolded = false;
      boolean isComplete = true;
      LabelEntry customer = owner < 0 ? null : resolve(labels, held, owner, null, mayName);
      for (int level = 0; level < depth; level++) {
        LabelEntry entry =
            level == owner ? customer : resolve(labels, held, level, customer, mayName);
        isComplete &= entry != null;
        isFolded |= entry != null && entry.isFolded();
        entries[level] = entry != null ? entry : keyed[level].resolveAny(null, null);
      }
      if (isComplete || isFolded) {
        return entries;
      }
      mayName = true; // none of them is folded
    }
  }

  private @Nullable LabelEntry resolve(
      @Nullable L labels,
      RetainedLabel @Nullable [] held,
      int level,
      @Nullable LabelEntry owner,
      boolean mayName) {
    if (held != null) {
      return mayName ? held[level].resolve(owner) : held[level].peek(owner);
    }
    return resolve(Objects.requireNonNull(labels), level, owner, mayName);
  }

  /** Returns the keyed labels of a record if all are named; null otherwise. Names nothing. */
  public LabelEntry @Nullable [] known(L labels) {
    LabelEntry[] entries = new LabelEntry[keyed.length];
    for (int i = 0; i < entries.length; i++) {
      LabelEntry entry = keyed[i].known(keyed(labels, i));
      if (entry == null) {
        return null;
      }
      entries[i] = entry;
    }
    return entries;
  }

  /** Returns the wire values of all labels of a series, in the order of the record. */
  public String[] values(Row row, int closed) {
    String[] values = new String[schema.labels().size()];
    for (int position : shape.closedAt()) {
      values[position] = closedValue(position, closed);
    }
    for (int i = 0; i < keyed.length; i++) {
      values[shape.keyedAt()[i]] = row.entry(i).value();
    }
    return values;
  }

  /**
   * Returns the level of an open label by its position in the record; less than 0 for a closed one.
   */
  public int levelOf(int position) {
    for (int i = 0; i < shape.keyedAt().length; i++) {
      if (shape.keyedAt()[i] == position) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Returns the wire value that a closed label, by position in the record, has in a combination.
   */
  public String closedValue(int position, int closed) {
    List<String> constants = closedValues(position);
    return constants.get(closed / stride(position) % constants.size());
  }

  /** Returns the wire values of a closed label, by position in the record. */
  public List<String> closedValues(int position) {
    return shape.closedValues().get(closedAt(position));
  }

  /**
   * Returns the difference in the combination between two neighbouring constants of a closed label.
   */
  public int stride(int position) {
    return shape.strides()[closedAt(position)];
  }

  private int closedAt(int position) {
    for (int i = 0; i < shape.closedAt().length; i++) {
      if (shape.closedAt()[i] == position) {
        return i;
      }
    }
    throw new IllegalArgumentException("no closed label at " + position);
  }
}
