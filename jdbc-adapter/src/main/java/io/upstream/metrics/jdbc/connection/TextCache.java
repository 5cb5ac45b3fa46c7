package io.upstream.metrics.jdbc.connection;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A bounded cache of statement meters by SQL text, so that a text is scanned once.
 *
 * <p>The cache is direct-mapped and has a fixed size: a text has one slot, and the latest text
 * takes it. So many different texts make a few hot ones scan again, but never need more memory. The
 * cache holds texts weakly, because literals in them may be personal data, and the application
 * itself holds the texts of its own statements. Readers take no lock, because the entries are
 * immutable.
 */
final class TextCache {

  /** 2 to the 10th, as {@link #slot} has it. */
  static final int SLOTS = 1024;

  static final int LONGEST_TEXT = 2048;

  private final AtomicReferenceArray<@Nullable Entry> slots = new AtomicReferenceArray<>(SLOTS);

  private static final class Entry extends WeakReference<String> {
    final int hash;
    final StatementMeter meter;

    Entry(String sql, int hash, StatementMeter meter) {
      super(sql);
      this.hash = hash;
      this.meter = meter;
    }
  }

  @Nullable StatementMeter get(String sql) {
    int hash = sql.hashCode();
    Entry entry = slots.getAcquire(slot(hash));
    if (entry == null || entry.hash != hash) {
      return null;
    }
    return entry.refersTo(sql) || sql.equals(entry.get()) ? entry.meter : null;
  }

  void put(String sql, StatementMeter meter) {
    if (sql.length() <= LONGEST_TEXT) {
      int hash = sql.hashCode();
      slots.setRelease(slot(hash), new Entry(sql, hash, meter));
    }
  }

  /**
   * Returns the slot of a hash by Fibonacci hashing, because texts that differ in a digit have
   * hashes that differ only in the last bits.
   */
  private static int slot(int hash) {
    return (hash * 0x9E3779B9) >>> 22;
  }
}
