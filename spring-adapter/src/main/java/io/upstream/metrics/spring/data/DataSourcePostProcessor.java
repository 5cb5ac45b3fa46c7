package io.upstream.metrics.spring.data;

import com.zaxxer.hikari.HikariDataSource;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.jdbc.HikariPools;
import io.upstream.metrics.jdbc.UpstreamDataSource;
import io.upstream.metrics.spring.standin.StandIn;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Has the connections of every data source bean counted under the bean's name, and each connection
 * once, however many beans it comes through.
 *
 * <p>A data source keeps its class: whoever injects a {@code HikariDataSource} gets one. Where a
 * bean only leads to others (a {@code LazyConnectionDataSourceProxy}, a routing one), those count;
 * a target that is no bean is counted under the name of what leads to it.
 */
public final class DataSourcePostProcessor implements BeanPostProcessor {

  private static final System.Logger LOG =
      System.getLogger(DataSourcePostProcessor.class.getName());
  private static final String SCOPED = "scopedTarget.";

  private final Supplier<UpstreamRecorder> recorder;
  private final Supplier<Set<String>> excluded;
  private final BooleanSupplier pools;

  /**
   * Counts with a recorder.
   *
   * @param recorder asked for at the first data source
   * @param excluded names of beans that are left alone
   * @param pools whether the pools' own numbers are shown
   */
  public DataSourcePostProcessor(
      Supplier<UpstreamRecorder> recorder, Supplier<Set<String>> excluded, BooleanSupplier pools) {
    this.recorder = recorder;
    this.excluded = excluded;
    this.pools = pools;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    if (!(bean instanceof DataSource source)
        || bean instanceof ScopedObject
        || excluded.get().contains(beanName)) {
      return bean;
    }
    String alias = beanName.startsWith(SCOPED) ? beanName.substring(SCOPED.length()) : beanName;
    if (MeteredSources.coverAll(source)) {
      showPool(source, alias);
      return source;
    }
    if (source instanceof DelegatingDataSource delegating) {
      DataSource target = delegating.getTargetDataSource();
      if (target != null) {
        delegating.setTargetDataSource(metered(target, alias));
      }
      return source;
    }
    return metered(source, alias);
  }

  private DataSource metered(DataSource source, String alias) {
    // The pool of a source that routes would be the one of the moment.
    boolean withPool = pools.getAsBoolean() && !MeteredSources.routes(source);
    UpstreamDataSource metered = UpstreamDataSource.wrap(source, alias, recorder.get(), withPool);
    Object standIn = StandIn.of(source, new MeteredConnections(metered));
    if (standIn instanceof DataSource before) {
      return before;
    }
    LOG.log(
        Level.INFO,
        "The data source {0} is counted, but no {1} any more: that cannot be extended.",
        alias,
        source.getClass().getName());
    return metered;
  }

  /** A pool before a source that is counted. */
  private void showPool(DataSource source, String alias) {
    if (MeteredSources.HIKARI && pools.getAsBoolean()) {
      Hikari.show(source, alias, recorder.get());
    }
  }

  /** Linked when it is first used. */
  private static final class Hikari {
    static void show(@Nullable DataSource source, String alias, UpstreamRecorder recorder) {
      if (source instanceof HikariDataSource pool && !StandIn.isOne(pool)) {
        HikariPools.watch(pool, alias, recorder);
      }
    }
  }
}
