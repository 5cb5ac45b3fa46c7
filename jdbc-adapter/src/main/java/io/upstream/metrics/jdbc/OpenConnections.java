package io.upstream.metrics.jdbc;

import java.lang.ref.WeakReference;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/**
 * The connections that a pool has handed out, where the pool may take one back that the application
 * never closes ({@code removeAbandoned} of Tomcat JDBC and DBCP2). The pool tells its data source
 * nothing of that. Tomcat's connection then says that it is closed; DBCP2 aborts the driver's,
 * which not every driver does, so the pool's own number of active connections is asked, too.
 */
final class OpenConnections {

  /**
   * Connections that are just being closed are gone from the pool first, and from here a little
   * later.
   */
  private static final int LOOKS = 3;

  private final Set<Entry> entries = ConcurrentHashMap.newKeySet();
  private final AtomicLong handedOut = new AtomicLong();
  private final AtomicLong abandoned = new AtomicLong();
  private final IntSupplier active;

  /**
   * Makes one without connections.
   *
   * @param active the pool's own number of connections that are handed out; negative where it fails
   */
  OpenConnections(IntSupplier active) {
    this.active = active;
  }

  /** A connection that is open. Weak: one that the application has lost is not kept alive. */
  static final class Entry extends WeakReference<MeteredConnection> {
    private final OpenConnections all;
    private final SourceMeter source;
    private final long number;

    private Entry(OpenConnections all, MeteredConnection connection) {
      super(connection);
      this.all = all;
      this.source = connection.source;
      this.number = all.handedOut.incrementAndGet();
    }

    void remove() {
      all.entries.remove(this);
    }

    /** Counts it as given back, unless it was. */
    private void takeBack() {
      MeteredConnection connection = get();
      if (connection != null ? connection.returned() : all.entries.remove(this)) {
        if (connection == null) {
          source.returned();
        }
        all.abandoned.incrementAndGet();
      }
    }

    private boolean isClosed() {
      MeteredConnection connection = get();
      try {
        return connection == null || connection.delegate.isClosed();
      } catch (Throwable unwilling) {
        return false;
      }
    }
  }

  Entry add(MeteredConnection connection) {
    Entry entry = new Entry(this, connection);
    entries.add(entry);
    return entry;
  }

  /**
   * Counts as given back what the pool has taken back and what the application has lost.
   *
   * @return how many those were, since the start
   */
  long takeBack() {
    for (Entry entry : entries) {
      if (entry.isClosed()) {
        entry.takeBack();
      }
    }
    int more = moreThanActive();
    if (more > 0) {
      List<Entry> oldest =
          entries.stream()
              .sorted(Comparator.comparingLong(each -> each.number))
              .limit(more)
              .toList();
      oldest.forEach(Entry::takeBack);
    }
    return abandoned.get();
  }

  private int moreThanActive() {
    int more = Integer.MAX_VALUE;
    for (int look = 0; look < LOOKS && more > 0; look++) {
      int here = entries.size();
      if (here == 0) {
        return 0;
      }
      int there = active.getAsInt();
      more = there < 0 ? 0 : Math.min(more, here - there);
      Thread.onSpinWait();
    }
    return more;
  }
}
