package io.upstream.metrics.guard;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Which values of one label type each customer has brought, so that none brings more than its
 * share.
 *
 * <p>For each customer, by the number of its entry, a hash table of the values' numbers with their
 * count behind them. A table is read without a lock and replaced as a whole, under the guard's
 * lock: who sees that a share is spent sees what it was spent on.
 */
final class Shares {

  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(int[][].class);
  private static final int[] NONE = new int[5];

  private static final int[][] NOBODY = {};

  private volatile int[][] byOwner = NOBODY;

  /** Whether the customer has brought the value before. */
  boolean has(int owner, int value) {
    int[] table = table(owner);
    int mask = table.length - 2;
    for (int at = place(value, mask); table[at] != 0; at = (at + 1) & mask) {
      if (table[at] == value + 1) {
        return true;
      }
    }
    return false;
  }

  /** How many values the customer has brought. */
  int count(int owner) {
    int[] table = table(owner);
    return table[table.length - 1];
  }

  /** Notes a value that the customer has not brought before; the guard's lock is held. */
  void add(int owner, int value) {
    int[] before = table(owner);
    int count = before[before.length - 1];
    int places = before.length - 1;
    int[] after = new int[((count + 1) * 2 > places ? places * 2 : places) + 1];
    for (int at = 0; at < places; at++) {
      if (before[at] != 0) {
        put(after, before[at]);
      }
    }
    put(after, value + 1);
    after[after.length - 1] = count + 1;
    int[][] owners = byOwner;
    if (owner >= owners.length) {
      owners = Arrays.copyOf(owners, Math.max(owner + 1, owners.length * 2));
    }
    SLOT.setRelease(owners, owner, after);
    byOwner = owners;
  }

  private int[] table(int owner) {
    int[][] owners = byOwner;
    int[] table = owner < owners.length ? (int[]) SLOT.getAcquire(owners, owner) : null;
    return table == null ? NONE : table;
  }

  private static void put(int[] table, int slot) {
    int mask = table.length - 2;
    int at = place(slot - 1, mask);
    while (table[at] != 0) {
      at = (at + 1) & mask;
    }
    table[at] = slot;
  }

  private static int place(int value, int mask) {
    return ((value * 0x9e3779b9) >>> 16) & mask;
  }
}
