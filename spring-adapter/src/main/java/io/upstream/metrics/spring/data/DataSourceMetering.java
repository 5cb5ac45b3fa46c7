package io.upstream.metrics.spring.data;

import com.zaxxer.hikari.HikariDataSource;
import io.upstream.metrics.jdbc.ConnectionMetering;
import io.upstream.metrics.jdbc.HikariPools;
import io.upstream.metrics.jdbc.PoolDriver;
import io.upstream.metrics.jdbc.UpstreamDataSource;
import io.upstream.metrics.series.Gauge.Watch;
import io.upstream.metrics.spring.FeatureProperties;
import io.upstream.metrics.spring.RecorderHolder;
import io.upstream.metrics.spring.StartupLog;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;
import org.springframework.beans.factory.config.SmartInstantiationAwareBeanPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.util.ClassUtils;

/**
 * Counts the connections of each data source bean under the bean's name, each connection once.
 *
 * <p>A pool is metered where it opens connections, and the bean stays the same object. A bean that
 * is no known pool and is declared by an interface gets one of Spring's JDK proxies. Lazy,
 * delegating and routing data sources are never changed; their target pools count. Other beans are
 * not metered, and the log names them.
 */
final class DataSourceMetering
    implements SmartInstantiationAwareBeanPostProcessor,
        DestructionAwareBeanPostProcessor,
        PriorityOrdered {

  private static final String SCOPED = "scopedTarget.";
  private static final String MICROMETER =
      "io.micrometer.prometheusmetrics.PrometheusMeterRegistry";

  private final RecorderHolder recorder;
  private final ConfigurableListableBeanFactory beans;
  private final Set<String> excluded;
  private final @Nullable Boolean poolGauges;

  /** The meters by source. They are looked up by identity, and keep no source alive. */
  private final Map<Reference, ConnectionMetering> meterings = new ConcurrentHashMap<>();

  private final Map<String, Watch> gauges = new ConcurrentHashMap<>();
  private final Map<String, Object> proxiedEarly = new ConcurrentHashMap<>();

  DataSourceMetering(
      RecorderHolder recorder, ConfigurableListableBeanFactory beans, Environment environment) {
    FeatureProperties properties = new FeatureProperties(environment);
    this.recorder = recorder;
    this.beans = beans;
    this.excluded = properties.names("datasource.exclude");
    this.poolGauges = properties.isOn("datasource.pools");
  }

  /**
   * Runs after other post-processors with priority, which may configure a pool, and before those
   * without.
   */
  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  /**
   * Returns the metered bean early: in a circle of references other beans get it before it is
   * initialized.
   */
  @Override
  public Object getEarlyBeanReference(Object bean, String beanName) {
    if (!(bean instanceof DataSource source) || isLeftAlone(source, beanName)) {
      return bean;
    }
    try {
      if (Pools.isHikari(source) || leadsToOthers(source) || !isDeclaredByInterface(beanName)) {
        return bean;
      }
      Object proxy = proxy(source, alias(beanName));
      proxiedEarly.put(beanName, bean);
      return proxy;
    } catch (Exception | LinkageError e) {
      StartupLog.failed(named(beanName), e);
      return bean;
    }
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    if (!(bean instanceof DataSource source)
        || isLeftAlone(source, beanName)
        || proxiedEarly.remove(beanName) == bean) {
      return bean;
    }
    try {
      if (Pools.isHikari(source) && showsPools()) {
        Hikari.show(this, source, beanName);
      }
      return metered(source, beanName);
    } catch (Exception | LinkageError e) {
      StartupLog.failed(named(beanName), e);
      return bean;
    }
  }

  /**
   * Returns whether pools are shown. By default they are not if Micrometer exports to a Prometheus
   * registry: its gauges of a HikariCP pool have the same names as ours but other labels, and a
   * page with both would be invalid.
   */
  private boolean showsPools() {
    if (poolGauges != null) {
      return poolGauges;
    }
    ClassLoader loader = DataSourceMetering.class.getClassLoader();
    return !ClassUtils.isPresent(MICROMETER, loader)
        || beans.getBeanNamesForType(ClassUtils.resolveClassName(MICROMETER, loader), true, false)
                .length
            == 0;
  }

  private boolean isLeftAlone(DataSource source, String beanName) {
    return source instanceof ScopedObject
        || source instanceof UpstreamDataSource
        || excluded.contains(alias(beanName));
  }

  private static String alias(String beanName) {
    return beanName.startsWith(SCOPED) ? beanName.substring(SCOPED.length()) : beanName;
  }

  private static String named(String beanName) {
    return "the data source " + alias(beanName);
  }

  private Object metered(DataSource source, String beanName) throws SQLException {
    MeteringDecision outcome = meterInPlace(source, alias(beanName));
    if (outcome != null && outcome.isMetered()) {
      StartupLog.counted(named(beanName), outcome.explanation());
      return source;
    }
    if (leadsToOthers(source)) {
      for (DataSource target : targets(source)) {
        meterTarget(target, beanName);
      }
      return source;
    }
    if (outcome == null && isDeclaredByInterface(beanName)) {
      Object proxy = proxy(source, alias(beanName));
      StartupLog.counted(named(beanName), "a JDK proxy stands for " + source.getClass().getName());
      return proxy;
    }
    StartupLog.leftAlone(
        named(beanName),
        (outcome == null
                ? "its bean is declared by the class " + source.getClass().getName()
                : outcome.explanation())
            + "; UpstreamDataSource.wrap(..) counts it");
    return source;
  }

  /** Meters a pool that is not a bean, under the name of the bean that refers to it. */
  private void meterTarget(DataSource target, String beanName) throws SQLException {
    if (!meteredBeneath(target).isEmpty() || target instanceof UpstreamDataSource) {
      return;
    }
    MeteringDecision outcome = meterInPlace(target, alias(beanName));
    String what = "the " + target.getClass().getName() + " behind " + named(beanName);
    if (outcome != null && outcome.isMetered()) {
      StartupLog.counted(what, outcome.explanation());
    } else if (!leadsToOthers(target)) {
      StartupLog.leftAlone(
          what, outcome == null ? "it is neither a bean nor a pool" : outcome.explanation());
    }
  }

  private @Nullable MeteringDecision meterInPlace(DataSource source, String alias)
      throws SQLException {
    ConnectionMetering metering = new ConnectionMetering(alias, recorder);
    MeteringDecision outcome = Pools.meter(source, metering);
    if (outcome != null && outcome.isMetered()) {
      metering.belongTo(source);
      remember(source, metering);
    }
    return outcome;
  }

  private void remember(Object source, ConnectionMetering metering) {
    meterings.put(new Reference(source), metering);
    recorder.whenAvailable(any -> metering.recorderAvailable());
  }

  private Object proxy(DataSource source, String alias) {
    ConnectionMetering metering = new ConnectionMetering(alias, recorder);
    ClassLoader own = source.getClass().getClassLoader();
    ClassLoader loader = own != null ? own : DataSourceMetering.class.getClassLoader();
    ProxyFactory factory = new ProxyFactory();
    factory.setTarget(source);
    factory.setInterfaces(ClassUtils.getAllInterfacesForClass(source.getClass(), loader));
    factory.addAdvice(connectionsOf(metering));
    Object proxy = factory.getProxy(loader);
    remember(source, metering);
    remember(proxy, metering);
    return proxy;
  }

  private static MethodInterceptor connectionsOf(ConnectionMetering metering) {
    return call -> {
      if (call.getMethod().getReturnType() != Connection.class) {
        return call.proceed();
      }
      Object connection;
      try {
        connection = call.proceed();
      } catch (Throwable failure) {
        metering.connectionFailed();
        throw failure;
      }
      return connection == null ? null : metering.metered((Connection) connection);
    };
  }

  private boolean isDeclaredByInterface(String beanName) {
    if (!beans.containsBeanDefinition(beanName)) {
      return false;
    }
    BeanDefinition definition = beans.getMergedBeanDefinition(beanName);
    Class<?> type =
        definition instanceof RootBeanDefinition root && root.getResolvedFactoryMethod() != null
            ? root.getResolvedFactoryMethod().getReturnType()
            : definition.getResolvableType().resolve();
    return type != null && type.isInterface();
  }

  private static boolean leadsToOthers(DataSource source) {
    return source instanceof DelegatingDataSource || source instanceof AbstractRoutingDataSource;
  }

  private static Set<DataSource> targets(DataSource source) {
    Set<DataSource> targets = new LinkedHashSet<>();
    if (source instanceof DelegatingDataSource delegating) {
      add(targets, delegating.getTargetDataSource());
    } else if (source instanceof AbstractRoutingDataSource routing) {
      try {
        targets.addAll(routing.getResolvedDataSources().values());
        add(targets, routing.getResolvedDefaultDataSource());
      } catch (IllegalStateException resolvesByItself) {
        return targets;
      }
    }
    return targets;
  }

  private static void add(Set<DataSource> targets, @Nullable DataSource target) {
    if (target != null) {
      targets.add(target);
    }
  }

  /** Returns what counts beneath a source: itself, or where it leads to. */
  Set<ConnectionMetering> meteredBeneath(@Nullable DataSource source) {
    Set<ConnectionMetering> found = new LinkedHashSet<>();
    if (source != null) {
      ConnectionMetering own = meterings.get(new Reference(source));
      if (own != null) {
        found.add(own);
      }
      targets(source).forEach(each -> found.addAll(meteredBeneath(each)));
    }
    return found;
  }

  @Override
  public boolean requiresDestruction(Object bean) {
    return bean instanceof DataSource;
  }

  @Override
  public void postProcessBeforeDestruction(Object bean, String beanName) {
    try {
      Watch watch = gauges.remove(beanName);
      if (watch != null) {
        watch.close();
      }
      ConnectionMetering own = meterings.get(new Reference(bean));
      if (own != null) {
        PoolDriver.forget(own);
        own.close();
      }
      meterings.keySet().removeIf(each -> each.get() == null || each.get() == bean);
    } catch (RuntimeException | LinkageError e) {
      StartupLog.failed(named(beanName), e);
    }
  }

  /** The code that needs HikariCP. The JVM links it when it is first used. */
  private static final class Hikari {

    static void show(DataSourceMetering metering, DataSource source, String beanName) {
      WeakReference<DataSource> weak = new WeakReference<>(source);
      metering.recorder.whenAvailable(
          recorder -> {
            if (weak.get() instanceof HikariDataSource pool) {
              Watch before =
                  metering.gauges.put(beanName, HikariPools.watch(pool, alias(beanName), recorder));
              if (before != null) {
                before.close();
              }
            }
          });
    }
  }

  /** A weak key that compares by identity. */
  private static final class Reference extends WeakReference<Object> {

    private final int hash;

    Reference(Object source) {
      super(source);
      this.hash = System.identityHashCode(source);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      Object source = get();
      return this == other
          || (source != null && other instanceof Reference that && that.get() == source);
    }
  }
}
