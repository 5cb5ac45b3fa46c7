package io.upstream.metrics.guard;

import io.upstream.metrics.label.FoldReason;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The values of one label type that are named, by value and by number.
 *
 * <p>Threads read without a lock; a thread that adds or removes holds the guard's lock. A value can
 * be found by its number before it can be found by its text, so that a reader can look an entry up
 * by its number.
 */
final class NamedValues {

  // A hash table with open addressing, at most half full: an entry knows its value, so a slot is
  // all that a value costs. Slots are written with release and read with acquire. A table that is
  // too small is copied; a thread that still reads the old one misses and looks again under the
  // lock.
  //
  // Callers choose the values, so they could choose many with one hash code. An entry that would be
  // too far from its place goes into a ConcurrentHashMap, which handles such values.
  //
  // The slot of a value that has left keeps a mark, so that entries behind it are still found; the
  // next larger or cleaned table has no marks. The number of such a value is reused only when the
  // garbage collector reports that no object holds its entry any more, so that a number never
  // stands for two values.
  private static final LabelEntry MARK = LabelEntry.INVALID;
  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(LabelEntry[].class);
  private static final int FARTHEST = 32;

  private volatile LabelEntry[] byHash = new LabelEntry[4];
  private volatile @Nullable ConcurrentHashMap<String, LabelEntry> crowded;
  private volatile @Nullable LabelEntry[] byIndex = LabelEntry.RESERVED;
  private volatile int size;
  private int slots; // of the table, marks included
  private int numbers = LabelEntry.RESERVED.length;
  private final Set<LeftNumber> left = new HashSet<>();
  private final ReferenceQueue<LabelEntry> unused = new ReferenceQueue<>();

  /** The number of an entry that has left, until no object holds the entry. */
  private static final class LeftNumber extends WeakReference<LabelEntry> {

    final int number;

    LeftNumber(LabelEntry entry, ReferenceQueue<LabelEntry> queue) {
      super(entry, queue);
      this.number = entry.index();
    }
  }

  @Nullable LabelEntry find(String value) {
    LabelEntry[] table = byHash;
    int hash = value.hashCode();
    int place = place(hash);
    for (int i = 0; i < FARTHEST; i++) {
      LabelEntry entry = (LabelEntry) SLOT.getAcquire(table, (place + i) & (table.length - 1));
      if (entry == null) {
        return null;
      }
      if (entry.isFor(value, hash)) {
        return entry;
      }
    }
    ConcurrentHashMap<String, LabelEntry> others = crowded;
    return others == null ? null : others.get(value);
  }

  LabelEntry at(int index) {
    LabelEntry entry = byIndex[index];
    if (entry == null) {
      throw new IllegalStateException("the value with the number " + index + " has left");
    }
    return entry;
  }

  int size() {
    return size;
  }

  /** Calls an action with each named value; the caller holds the guard's lock. */
  void forEach(Consumer<LabelEntry> action) {
    @Nullable LabelEntry[] entries = byIndex;
    for (int i = LabelEntry.RESERVED.length; i < numbers; i++) {
      LabelEntry entry = entries[i];
      if (entry != null) {
        action.accept(entry);
      }
    }
  }

  /** Names a value that is not named. */
  LabelEntry add(String value) {
    return add(LabelEntry.named(number(), value));
  }

  /** Names a value that would be folded for a reason, in a recorder that observes. */
  LabelEntry addObserved(String value, FoldReason reason) {
    LabelEntry entry = LabelEntry.named(number(), value);
    entry.observe(reason);
    return add(entry);
  }

  /** Names a value again whose entry was removed and has not left. */
  void addAgain(LabelEntry entry) {
    left.removeIf(each -> each.refersTo(entry));
    add(entry);
  }

  private int number() {
    LeftNumber free = (LeftNumber) unused.poll();
    if (free != null) {
      left.remove(free);
      return free.number;
    }
    return numbers++;
  }

  private LabelEntry add(LabelEntry entry) {
    int index = entry.index();
    @Nullable LabelEntry[] entries = byIndex;
    if (index >= entries.length) {
      entries = Arrays.copyOf(entries, index + Math.max(1, index / 2));
    }
    entries[index] = entry;
    byIndex = entries;
    entry.current(true);
    put(entry);
    int more = size + 1;
    size = more;
    return entry;
  }

  /** Stops naming a value: look-ups no longer find it by its text or its number. */
  void remove(LabelEntry entry) {
    entry.current(false);
    LabelEntry[] table = byHash;
    int place = place(entry.value().hashCode());
    for (int i = 0; i < FARTHEST; i++) {
      int at = (place + i) & (table.length - 1);
      if (table[at] == entry) {
        SLOT.setRelease(table, at, MARK);
        break;
      }
    }
    ConcurrentHashMap<String, LabelEntry> others = crowded;
    if (others != null) {
      others.remove(entry.value(), entry);
    }
    byIndex[entry.index()] = null;
    int fewer = size - 1;
    size = fewer;
    left.add(new LeftNumber(entry, unused));
  }

  private void put(LabelEntry entry) {
    LabelEntry[] table = byHash;
    if (2 * (slots + 1) > table.length) {
      int length = table.length;
      while (2 * (size + 1) > length) {
        length *= 2;
      }
      LabelEntry[] larger = new LabelEntry[length];
      slots = 0;
      forEach(each -> put(larger, each)); // the new one is one of them
      byHash = larger;
    } else {
      put(table, entry);
    }
  }

  private void put(LabelEntry[] table, LabelEntry entry) {
    int place = place(entry.value().hashCode());
    for (int i = 0; i < FARTHEST; i++) {
      int at = (place + i) & (table.length - 1);
      if (table[at] == null) {
        SLOT.setRelease(table, at, entry);
        slots++;
        return;
      }
    }
    ConcurrentHashMap<String, LabelEntry> others = crowded;
    if (others == null) {
      others = new ConcurrentHashMap<>();
      crowded = others;
    }
    others.put(entry.value(), entry);
  }

  private static int place(int hash) {
    int spread = hash * 0x9e3779b9;
    return spread ^ (spread >>> 15);
  }
}
