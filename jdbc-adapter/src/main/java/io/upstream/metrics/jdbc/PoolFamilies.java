package io.upstream.metrics.jdbc;

import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.label.DataSourceAlias;
import java.util.List;

/** Families of a connection pool, under the names that HikariCP's dashboards use. */
public final class PoolFamilies {

  public static final GaugeFamily<PoolLabels> ACTIVE =
      GaugeFamily.named("hikaricp_connections_active")
          .help("Connections of the pool that are handed out.")
          .labels(PoolLabels.class);

  public static final GaugeFamily<PoolLabels> IDLE =
      GaugeFamily.named("hikaricp_connections_idle")
          .help("Connections of the pool that wait to be handed out.")
          .labels(PoolLabels.class);

  public static final GaugeFamily<PoolLabels> PENDING =
      GaugeFamily.named("hikaricp_connections_pending")
          .help("Threads that wait for a connection of the pool.")
          .labels(PoolLabels.class);

  public static final GaugeFamily<PoolLabels> MAX =
      GaugeFamily.named("hikaricp_connections_max")
          .help("Connections that the pool may have.")
          .labels(PoolLabels.class);

  /** All of the group, in the order of the page. */
  public static final List<Family<?>> ALL = List.of(ACTIVE, IDLE, PENDING, MAX);

  private PoolFamilies() {}

  /** The labels of a family by pool, which has the alias of its data source. */
  public record PoolLabels(DataSourceAlias pool) {}
}
