package io.upstream.metrics.spring.data;

import com.zaxxer.hikari.HikariDataSource;
import io.upstream.metrics.jdbc.UpstreamDataSource;
import io.upstream.metrics.spring.standin.StandIn;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.util.ClassUtils;

/** Finds the counted sources beneath one that leads to others. */
final class MeteredSources {

  static final boolean HIKARI =
      ClassUtils.isPresent(
          "com.zaxxer.hikari.HikariDataSource", MeteredSources.class.getClassLoader());

  private MeteredSources() {}

  /** Whether every connection of a source is counted already. */
  static boolean coverAll(@Nullable DataSource source) {
    if (source == null) {
      return false;
    }
    if (own(source) != null) {
      return true;
    }
    Set<DataSource> next = next(source);
    return !next.isEmpty() && next.stream().allMatch(MeteredSources::coverAll);
  }

  /** The counted sources beneath a source, itself among them. */
  static Set<UpstreamDataSource> beneath(@Nullable DataSource source) {
    Set<UpstreamDataSource> found = new LinkedHashSet<>();
    if (source != null) {
      UpstreamDataSource own = own(source);
      if (own != null) {
        found.add(own);
      }
      next(source).forEach(each -> found.addAll(beneath(each)));
    }
    return found;
  }

  static boolean routes(DataSource source) {
    return source instanceof AbstractRoutingDataSource;
  }

  private static @Nullable UpstreamDataSource own(DataSource source) {
    if (source instanceof UpstreamDataSource metered) {
      return metered;
    }
    try {
      return StandIn.isOne(source) ? source.unwrap(UpstreamDataSource.class) : null;
    } catch (SQLException impossible) {
      return null;
    }
  }

  private static Set<DataSource> next(DataSource source) {
    Set<DataSource> next = new LinkedHashSet<>();
    if (source instanceof DelegatingDataSource delegating) {
      add(next, delegating.getTargetDataSource());
    } else if (source instanceof AbstractRoutingDataSource routing) {
      next.addAll(routing.getResolvedDataSources().values());
      add(next, routing.getResolvedDefaultDataSource());
    } else if (HIKARI) {
      add(next, Hikari.behind(source));
    }
    return next;
  }

  private static void add(Set<DataSource> sources, @Nullable DataSource source) {
    if (source != null) {
      sources.add(source);
    }
  }

  /** Linked when it is first used. */
  private static final class Hikari {
    static @Nullable DataSource behind(DataSource source) {
      return source instanceof HikariDataSource pool ? pool.getDataSource() : null;
    }
  }
}
