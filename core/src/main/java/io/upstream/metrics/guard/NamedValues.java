package io.upstream.metrics.guard;

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

  private final ConcurrentHashMap<String, LabelEntry> byValue = new ConcurrentHashMap<>();
  private volatile LabelEntry[] byIndex = LabelEntry.RESERVED.clone();
  private int used = LabelEntry.RESERVED.length;

  @Nullable LabelEntry find(String value) {
    return byValue.get(value);
  }

  LabelEntry at(int index) {
    return byIndex[index];
  }

  int size() {
    return byValue.size();
  }

  /** Names a value that is not named. */
  LabelEntry add(String value, Standing standing) {
    LabelEntry entry = LabelEntry.named(used, value, standing);
    LabelEntry[] entries = byIndex;
    if (used == entries.length) {
      entries = Arrays.copyOf(entries, used * 2);
    }
    entries[used++] = entry;
    byIndex = entries;
    byValue.put(value, entry);
    return entry;
  }
}
