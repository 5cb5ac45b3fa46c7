package io.upstream.metrics.spring;

import java.util.List;
import org.springframework.beans.factory.BeanFactory;
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
 * Registers the post-processors that meter the data sources, caches and jobs of one context, with
 * Boot and without. Each one handles the beans of its own context, and is registered if its
 * framework is on the class path and none of its switches is off.
 */
public final class MeteringRegistrar implements ImportBeanDefinitionRegistrar {

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

  /** A bean that counts. */
  private record Metering(String type, List<String> switches, List<String> needs) {

    String name() {
      return "upstream" + type.substring(type.lastIndexOf('.') + 1);
    }
  }

  private static final List<Metering> METERINGS =
      List.of(
          new Metering(".data.DataSourceMetering", List.of("datasource.enabled"), JDBC),
          new Metering(".data.EntityMetering", List.of("datasource.enabled"), JPA),
          new Metering(".cache.CacheMetering", List.of("cache.enabled"), List.of()),
          new Metering(".job.JobMetering", List.of("jobs.enabled"), List.of()),
          new Metering(
              ".job.ScheduledMetering", List.of("jobs.enabled", "jobs.scheduled"), List.of()),
          new Metering(
              ".job.ExecutorGauges", List.of("jobs.enabled", "jobs.executors"), List.of()));

  private static final List<String> COUNTED_ABOVE =
      List.of(
          "javax.sql.DataSource",
          "org.springframework.cache.interceptor.CacheInterceptor",
          "org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor");

  private final FeatureProperties properties;

  /** Called by Spring for the import. */
  MeteringRegistrar(Environment environment) {
    this.properties = new FeatureProperties(environment);
  }

  @Override
  public void registerBeanDefinitions(
      AnnotationMetadata importing, BeanDefinitionRegistry registry) {
    register(registry);
  }

  /** Registers what is not there yet. */
  void register(BeanDefinitionRegistry registry) {
    BeanFactory above =
        registry instanceof HierarchicalBeanFactory beans ? beans.getParentBeanFactory() : null;
    boolean isHeldAbove = above != null && above.containsBean(HOLDER);
    if (!isHeldAbove && !registry.containsBeanDefinition(HOLDER)) {
      registry.registerBeanDefinition(HOLDER, infrastructure(RecorderHolder.class.getName()));
      if (above instanceof ListableBeanFactory beans) {
        sayWhatIsLeftAlone(beans);
      }
    }
    for (Metering metering : METERINGS) {
      if (!registry.containsBeanDefinition(metering.name()) && isWanted(metering)) {
        registry.registerBeanDefinition(metering.name(), infrastructure(PACKAGE + metering.type()));
      }
    }
  }

  private boolean isWanted(Metering metering) {
    return metering.switches().stream().allMatch(each -> properties.isOn(each, true))
        && metering.needs().stream().allMatch(MeteringRegistrar::isPresent);
  }

  private static boolean isPresent(String type) {
    return ClassUtils.isPresent(type, MeteringRegistrar.class.getClassLoader());
  }

  private static AbstractBeanDefinition infrastructure(String type) {
    RootBeanDefinition definition = new RootBeanDefinition();
    definition.setBeanClassName(type);
    definition.setAutowireMode(AbstractBeanDefinition.AUTOWIRE_CONSTRUCTOR);
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
