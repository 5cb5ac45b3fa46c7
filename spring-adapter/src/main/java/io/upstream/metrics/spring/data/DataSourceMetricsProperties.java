package io.upstream.metrics.spring.data;

import io.upstream.metrics.jdbc.hibernate.EntityNaming;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.Environment;

/**
 * What an application sets about the numbers of its data sources.
 *
 * @param enabled whether data sources are counted
 * @param exclude names of data source beans that are left alone
 * @param pools whether HikariCP's own numbers are shown; unless set, where Micrometer does not
 * @param model what the label model says of an entity of Hibernate's
 * @param application the first word of models of the style application
 */
@ConfigurationProperties("upstream.metrics.datasource")
public record DataSourceMetricsProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue Set<String> exclude,
    @Nullable Boolean pools,
    @DefaultValue("entity-name") ModelStyle model,
    @DefaultValue("upstream") String application) {

  /** The form of an entity's name. */
  public enum ModelStyle {
    /** Claim. */
    ENTITY_NAME,
    /** com.example.claims.Claim. */
    FULL_NAME,
    /** upstream.Claim. */
    APPLICATION
  }

  /** For what is there before the bean is bound. */
  static DataSourceMetricsProperties in(Environment environment) {
    return Binder.get(environment)
        .bindOrCreate("upstream.metrics.datasource", DataSourceMetricsProperties.class);
  }

  EntityNaming naming() {
    return switch (model) {
      case ENTITY_NAME -> EntityNaming.entityName();
      case FULL_NAME -> EntityNaming.fullName();
      case APPLICATION -> EntityNaming.ofApplication(application);
    };
  }
}
