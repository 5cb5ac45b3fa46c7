package io.upstream.metrics.spring;

import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.HierarchicalBeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.ClassUtils;

/**
 * Registers what counts the data sources, caches and jobs of one context without Boot. Each looks
 * at the beans of the context that it is in, and is registered where its framework is on the class
 * path and {@code upstream.metrics.<feature>.enabled} is not false.
 */
final class MeteringRegistrar implements ImportBeanDefinitionRegistrar {

  private static final String PACKAGE = MeteringRegistrar.class.getPackageName();
  private static final String HOLDER = "upstreamRecorderHolder";

  private static final List<String> JDBC =
      List.of(
          "io.upstream.metrics.jdbc.ConnectionMetering",
          "org.springframework.jdbc.datasource.DelegatingDataSource");

  private static final List<String> JPA =
      List.of(
          "io.upstream.metrics.jdbc.ConnectionMetering",
          "org.springframework.jdbc.datasource.DelegatingDataSource",
          "jakarta.persistence.EntityManagerFactory",
          "org.hibernate.SessionFactory",
          "org.springframework.orm.jpa.EntityManagerFactoryInfo");

  /** A post-processor that counts, made by its static method {@code in}. */
  private record Metering(String feature, String type, List<String> needs) {}

  private static final Map<String, Metering> METERINGS =
      Map.of(
          "upstreamDataSourceMetering",
          new Metering("datasource", PACKAGE + ".data.DataSourceMetering", JDBC),
          "upstreamEntityMetering",
          new Metering("datasource", PACKAGE + ".data.EntityMetering", JPA),
          "upstreamCacheMetering",
          new Metering("cache", PACKAGE + ".cache.CacheMetering", List.of()),
          "upstreamJobMetering",
          new Metering("jobs", PACKAGE + ".job.JobMetering", List.of()),
          "upstreamScheduledMetering",
          new Metering("jobs", PACKAGE + ".job.ScheduledMetering", List.of()),
          "upstreamExecutorGauges",
          new Metering("jobs", PACKAGE + ".job.ExecutorGauges", List.of()));

  private static final List<String> COUNTED_ABOVE =
      List.of(
          "javax.sql.DataSource",
          "org.springframework.cache.interceptor.CacheInterceptor",
          "org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor");

  private final Environment environment;

  MeteringRegistrar(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void registerBeanDefinitions(
      AnnotationMetadata importing, BeanDefinitionRegistry registry) {
    if (registry instanceof HierarchicalBeanFactory beans
        && beans.getParentBeanFactory() instanceof ListableBeanFactory above
        && !above.containsBean(HOLDER)) {
      sayWhatIsLeftAlone(above);
    }
    register(registry);
  }

  /** Registers what is not there yet. */
  void register(BeanDefinitionRegistry registry) {
    boolean isHeldAbove =
        registry instanceof HierarchicalBeanFactory beans
            && beans.getParentBeanFactory() != null
            && beans.getParentBeanFactory().containsBean(HOLDER);
    if (!isHeldAbove && !registry.containsBeanDefinition(HOLDER)) {
      registry.registerBeanDefinition(HOLDER, infrastructure(RecorderHolder.class.getName()));
    }
    METERINGS.forEach(
        (name, metering) -> {
          if (!registry.containsBeanDefinition(name) && isWanted(metering)) {
            AbstractBeanDefinition definition = infrastructure(metering.type());
            definition.setFactoryMethodName("in");
            definition.setAutowireMode(AbstractBeanDefinition.AUTOWIRE_CONSTRUCTOR);
            registry.registerBeanDefinition(name, definition);
          }
        });
  }

  private boolean isWanted(Metering metering) {
    return environment.getProperty(
            "upstream.metrics." + metering.feature() + ".enabled", Boolean.class, true)
        && metering.needs().stream().allMatch(MeteringRegistrar::isPresent);
  }

  private static boolean isPresent(String type) {
    return ClassUtils.isPresent(type, MeteringRegistrar.class.getClassLoader());
  }

  private static AbstractBeanDefinition infrastructure(String type) {
    RootBeanDefinition definition = new RootBeanDefinition();
    definition.setBeanClassName(type);
    definition.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
    return definition;
  }

  private static void sayWhatIsLeftAlone(ListableBeanFactory above) {
    for (String type : COUNTED_ABOVE) {
      if (isPresent(type)) {
        Class<?> counted = ClassUtils.resolveClassName(type, null);
        for (String name :
            BeanFactoryUtils.beanNamesForTypeIncludingAncestors(above, counted, true, false)) {
          StartupLog.leftAlone(
              "the bean " + name + " of the parent context",
              "it was made before; put @EnableUpstreamMetrics on a configuration of that context");
        }
      }
    }
  }
}
