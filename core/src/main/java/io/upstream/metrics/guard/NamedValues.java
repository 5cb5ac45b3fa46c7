package io.upstream.metrics.guard;

import io.upstream.metrics.label.FoldReason;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The values of one label type that are named, by value and by number.
 *
 * <p>Anybody may look; who adds holds the guard's lock. A value can be found by its number before
 * it can be found by itself, so that whoever has an entry can read it back.
 */
final class NamedValues {

  // A hash table with open addressing, at most half full: nothing is ever removed, and an entry
  // knows its value, so a slot is all that a value costs. Slots are written with release and read
  // with acquire; a table that is too small is copied, and who still reads the old one misses and
  // looks again under the lock.
  //
  // Callers choose the values, so they could choose many with one hash. What would stand too far
  // from its place goes into a map that copes with that.
  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(LabelEntry[].class);
  private static final int FARTHEST = 32;

  private volatile LabelEntry[] byHash = new LabelEntry[4];
  private volatile @Nullable ConcurrentHashMap<String, LabelEntry> crowded;
  private volatile LabelEntry[] byIndex = LabelEntry.RESERVED;
  private volatile int size;

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
    return byIndex[index];
  }

  int size() {
    return size;
  }

  /** Names a value that is not named. */
  LabelEntry add(String value) {
    return add(LabelEntry.named(LabelEntry.RESERVED.length + size, value));
  }

  /** Names a value that would be folded for a reason, in a recorder that observes. */
  LabelEntry addObserved(String value, FoldReason reason) {
    LabelEntry entry = LabelEntry.named(LabelEntry.RESERVED.length + size, value);
    entry.observe(reason);
    return add(entry);
  }

  private LabelEntry add(LabelEntry entry) {
    int index = entry.index();
    LabelEntry[] entries = byIndex;
    if (index >= entries.length) {
      entries = Arrays.copyOf(entries, index + Math.max(1, index / 2));
    }
    entries[index] = entry;
    byIndex = entries;
    put(entry);
    int more = size + 1;
    size = more;
    return entry;
  }

  private void put(LabelEntry entry) {
    LabelEntry[] table = byHash;
    if (2 * (size + 1) > table.length) {
      table = new LabelEntry[table.length * 2];
      for (int i = LabelEntry.RESERVED.length; i < LabelEntry.RESERVED.length + size; i++) {
        put(table, byIndex[i]);
      }
      put(table, entry);
      byHash = table;
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
