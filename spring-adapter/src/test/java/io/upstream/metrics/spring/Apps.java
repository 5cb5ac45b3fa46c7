package io.upstream.metrics.spring;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.testing.Await;
import io.upstream.metrics.testing.PageText;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts applications without a web server, each with a database of its own. */
public final class Apps {

  /** By the names of both generations of Boot; one that is not there is passed over. */
  public static final List<String> DATABASE =
      List.of(
          "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
          "org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration",
          "org.springframework.boot.autoconfigure.data.jpa.JpaRepositoriesAutoConfiguration",
          "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
          "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
          "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration");

  private Apps() {}

  public static ConfigurableApplicationContext start(Class<?> configuration, String... properties) {
    return new SpringApplicationBuilder(configuration)
        .web(WebApplicationType.NONE)
        .bannerMode(org.springframework.boot.Banner.Mode.OFF)
        .logStartupInfo(false)
        .properties(
            "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1",
            "spring.jpa.hibernate.ddl-auto=create",
            "spring.jpa.open-in-view=false",
            "spring.data.redis.repositories.enabled=false")
        .properties(properties)
        .run();
  }

  /** The same without a database, which takes most of the time. */
  public static ConfigurableApplicationContext startLean(
      Class<?> configuration, String... properties) {
    List<String> all = new ArrayList<>(List.of(properties));
    all.add("spring.autoconfigure.exclude=" + String.join(",", DATABASE));
    return start(configuration, all.toArray(String[]::new));
  }

  public static PageText numbers(ConfigurableApplicationContext context) {
    return PageText.of(context.getBean(UpstreamRecorder.class)::writePage);
  }

  /** Waits until a condition holds. */
  public static void await(BooleanSupplier condition) {
    Await.until("the condition that the test waits for", condition::getAsBoolean);
  }
}
