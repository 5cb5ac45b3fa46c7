package io.upstream.metrics.event;

import io.upstream.metrics.catalog.DbFamilies;
import io.upstream.metrics.catalog.DbFamilies.SourceLabels;
import io.upstream.metrics.label.DataSourceAlias;
import io.upstream.metrics.series.BoundCounter;
import io.upstream.metrics.series.BoundUpDown;
import io.upstream.metrics.series.Gauge.Watch;
import io.upstream.metrics.series.SeriesRegistry;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one data source in the platform's own names.
 *
 * <p>The series of a database whose vendor is not known yet are made by the first event only,
 * because otherwise they would stay at 0 beside those of the real vendor.
 */
final class UpstreamConnectionMeter implements ConnectionMeter {

  private final SeriesRegistry registry;
  private final @Nullable SourceLabels waiting; // values that a detector catches are not kept
  private volatile @Nullable Bound bound;

  /** The handles, bound once. */
  private static final class Bound {
    final BoundCounter opened;
    final BoundCounter failed;
    final BoundUpDown active;

    Bound(SeriesRegistry registry, SourceLabels labels) {
      opened = registry.counter(DbFamilies.NEW_CONNECTIONS).bind(labels);
      failed = registry.counter(DbFamilies.NEW_CONNECTION_ERRORS).bind(labels);
      active = registry.upDown(DbFamilies.CONNECTIONS_ACTIVE).bind(labels);
    }
  }

  UpstreamConnectionMeter(SeriesRegistry registry, SourceLabels labels) {
    this.registry = registry;
    boolean isKnown = labels.vendor() != null && labels.vendor().value() != null;
    boolean isRefused =
        registry.guards().resolver(DataSourceAlias.class).retain(labels.alias()).refusal() != null;
    this.waiting = isKnown || isRefused ? null : labels;
    if (waiting == null) {
      bound = new Bound(registry, labels);
    }
  }

  private Bound bound() {
    Bound known = bound;
    if (known == null) {
      // If two threads bind at the same time, both handles lead to the same series.
      known = new Bound(registry, Objects.requireNonNull(waiting));
      bound = known;
    }
    return known;
  }

  @Override
  public void opened() {
    bound().opened.inc();
  }

  @Override
  public void failed() {
    bound().failed.inc();
  }

  @Override
  public void borrowed() {
    bound().active.inc();
  }

  @Override
  public void returned() {
    bound().active.dec();
  }

  @Override
  public Watch watchInUse(LongSupplier inUse) {
    return bound().active.watch(inUse);
  }
}
