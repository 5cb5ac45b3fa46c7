package io.upstream.metrics.jdbc;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers where statements are counted, so that a text is scanned once.
 *
 * <p>Direct-mapped and of a fixed size: a text has one slot and the last one to want it keeps it,
 * so a flood of texts costs a few hot ones a scan and never memory. Texts are held weakly: literals
 * in them may be personal data, and an application's own statements are alive anyway. What is read
 * without a lock is immutable.
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

  /** Fibonacci hashing: texts that differ in a digit have hashes that differ in the last bits. */
  private static int slot(int hash) {
    return (hash * 0x9E3779B9) >>> 22;
  }
}
