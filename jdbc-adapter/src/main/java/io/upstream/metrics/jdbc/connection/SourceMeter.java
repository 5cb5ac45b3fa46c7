package io.upstream.metrics.jdbc.connection;

import io.upstream.metrics.event.ConnectionMeter;
import io.upstream.metrics.event.DbCall;
import io.upstream.metrics.event.DbMeter;
import io.upstream.metrics.event.Events;
import io.upstream.metrics.jdbc.model.ModelNaming;
import io.upstream.metrics.jdbc.sql.SqlDialect;
import io.upstream.metrics.jdbc.sql.SqlScanner;
import io.upstream.metrics.jdbc.sql.SqlShape;
import io.upstream.metrics.jdbc.sql.Vendors;
import io.upstream.metrics.label.DbVendor;
import io.upstream.metrics.label.ModelName;
import io.upstream.metrics.label.SqlOperation;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is counted of one data source, once the database's name is known: from a text to
 * the meter of its statement, and the connections.
 */
public final class SourceMeter {

  /** Distinct shapes kept, 2 to the 9th; more than most schemas have tables. */
  private static final int SHAPES = 512;

  /** Counts nothing, as long as there is no recorder. */
  private static final DbMeter NO_METER = new DbMeter() {};

  private record Shaped(SqlShape shape, StatementMeter meter) {}

  /** The meters that were resolved under one naming of models. */
  private static final class Known {
    final List<ModelNaming> models;
    final TextCache texts = new TextCache();
    final AtomicReferenceArray<@Nullable Shaped> shapes = new AtomicReferenceArray<>(SHAPES);

    Known(List<ModelNaming> models) {
      this.models = models;
    }

    String modelOf(String table) {
      for (ModelNaming each : models) {
        String model = each.modelOf(table);
        if (model != null) {
          return model;
        }
      }
      return table;
    }
  }

  private final SourceSettings settings;
  private final String vendor;
  private final DbVendor vendorLabel;
  private final SqlDialect dialect;
  private final AtomicReference<@Nullable ConnectionMeter> connections = new AtomicReference<>();
  // Counts connections from the time before there is a recorder.
  private final AtomicInteger openedEarly = new AtomicInteger();
  private final AtomicInteger returnedEarly = new AtomicInteger();
  private final AtomicInteger failedEarly = new AtomicInteger();
  private final StatementMeter nothing = new StatementMeter(this, NO_METER);
  private volatile Known known = new Known(List.of());

  SourceMeter(SourceSettings settings, String vendor) {
    this.settings = settings;
    this.vendor = vendor;
    this.vendorLabel = new DbVendor(vendor.equals(Vendors.UNKNOWN) ? null : vendor);
    this.dialect = SqlDialect.of(vendor);
    connections();
  }

  String vendor() {
    return vendor;
  }

  /**
   * Returns the time since a moment; if the clock went back, it is 0 and the event still counts.
   */
  public long nanosSince(long start) {
    return Math.max(0, nanoTime() - start);
  }

  long nanoTime() {
    return settings.clock().getAsLong();
  }

  /** Returns the meter of a statement with this text. */
  public StatementMeter statement(@Nullable String sql) {
    try {
      if (settings.events() == null) {
        return nothing;
      }
      return meter(known(), sql);
    } catch (Throwable ours) {
      FailureLog.report(ours);
      return nothing;
    }
  }

  private StatementMeter meter(Known known, @Nullable String sql) {
    if (sql == null) {
      return meter(known, SqlScanner.OTHER);
    }
    StatementMeter meter = known.texts.get(sql);
    if (meter == null) {
      meter = settings.isIgnored(sql) ? nothing : meter(known, SqlScanner.scan(sql, dialect));
      known.texts.put(sql, meter);
    }
    return meter;
  }

  private Known known() {
    Known now = known;
    List<ModelNaming> models = settings.models();
    if (now.models != models) {
      now = new Known(models);
      known = now;
    }
    return now;
  }

  /**
   * Returns the ORM that writes an entity by a statement that this thread prepares now; else null.
   */
  @Nullable ModelNaming writer(@Nullable String table) {
    try {
      for (ModelNaming each : settings.models()) {
        if (each.isWriting(table)) {
          return each;
        }
      }
    } catch (Throwable ours) {
      FailureLog.report(ours);
    }
    return null;
  }

  /** Ends the writes of an ORM on this thread. */
  void writesEnded() {
    try {
      settings.models().forEach(ModelNaming::ended);
    } catch (Throwable ours) {
      FailureLog.report(ours);
    }
  }

  /** Returns the meter of statements whose text cannot be known. */
  public StatementMeter anyStatement() {
    return statement(null);
  }

  /** Counts a connection that a caller got. */
  public void borrowed() {
    try {
      ConnectionMeter meter = connections();
      if (meter == null) {
        early(openedEarly);
      } else {
        opened(meter);
      }
    } catch (Throwable ours) {
      FailureLog.report(ours);
    }
  }

  /** Counts a connection that a caller gave back, and ends the writes of this thread. */
  public void returned() {
    try {
      ConnectionMeter meter = connections();
      if (meter == null) {
        early(returnedEarly);
      } else {
        returned(meter);
      }
      writesEnded();
    } catch (Throwable ours) {
      FailureLog.report(ours);
    }
  }

  void borrowFailed() {
    try {
      ConnectionMeter meter = connections();
      if (meter == null) {
        early(failedEarly);
      } else {
        meter.failed();
      }
    } catch (Throwable ours) {
      FailureLog.report(ours);
    }
  }

  /** Records what happened before there was a recorder, if there is one now. */
  void recorderAvailable() {
    try {
      connections();
    } catch (Throwable ours) {
      FailureLog.report(ours);
    }
  }

  private void early(AtomicInteger count) {
    count.incrementAndGet();
    ConnectionMeter boundMeanwhile = connections();
    if (boundMeanwhile != null) {
      recordEarly(boundMeanwhile);
    }
  }

  private void recordEarly(ConnectionMeter meter) {
    for (int opened = openedEarly.getAndSet(0); opened > 0; opened--) {
      opened(meter);
    }
    for (int returned = returnedEarly.getAndSet(0); returned > 0; returned--) {
      returned(meter);
    }
    for (int failed = failedEarly.getAndSet(0); failed > 0; failed--) {
      meter.failed();
    }
  }

  private void opened(ConnectionMeter meter) {
    meter.opened();
    if (settings.belongsToPool()) {
      settings.watchPool(meter);
    } else {
      meter.borrowed();
    }
  }

  private void returned(ConnectionMeter meter) {
    if (!settings.belongsToPool()) {
      meter.returned();
    }
  }

  private @Nullable ConnectionMeter connections() {
    ConnectionMeter bound = connections.get();
    return bound != null ? bound : bind();
  }

  /** Creates the meter without a lock, because a vocabulary may be the application's code. */
  private @Nullable ConnectionMeter bind() {
    Events events = settings.events();
    if (events == null) {
      return null;
    }
    ConnectionMeter made = events.connections(settings.alias(), vendorLabel);
    ConnectionMeter before = connections.compareAndExchange(null, made);
    ConnectionMeter bound = before != null ? before : made;
    recordEarly(bound);
    return bound;
  }

  private StatementMeter meter(Known known, SqlShape shape) {
    int slot = (shape.hashCode() * 0x9E3779B9) >>> 23;
    Shaped there = known.shapes.getAcquire(slot);
    if (there != null && there.shape.equals(shape)) {
      return there.meter;
    }
    StatementMeter meter = resolve(known, shape);
    known.shapes.setRelease(slot, new Shaped(shape, meter));
    return meter;
  }

  private StatementMeter resolve(Known known, SqlShape shape) {
    StatementMeter unnamed = new StatementMeter(this, meter(shape.operation(), null));
    String table = shape.table();
    return table == null
        ? unnamed
        : new StatementMeter(
            this,
            meter(shape.operation(), new ModelName(known.modelOf(table))),
            unnamed,
            table.toLowerCase(Locale.ROOT));
  }

  private DbMeter meter(SqlOperation operation, @Nullable ModelName model) {
    Events events = settings.events();
    return events == null
        ? NO_METER
        : events.db(DbCall.of(settings.alias(), vendorLabel, operation).writing(model));
  }
}
