package io.upstream.metrics.spring.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.upstream.metrics.spring.Apps;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectFactory;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.Scope;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Counts a data source in a scope that recreates its objects, as Spring Cloud's refresh scope does.
 */
class ScopedSourcesTest {

  private static final String IN_USE =
      "django_db_connections_active{alias=\"claims\",vendor=\"h2\"}";
  private static final String EXECUTED = "django_db_execute_total{alias=\"claims\",vendor=\"h2\"}";

  private ConfigurableApplicationContext context;

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void a_recreated_source_counts_on() throws SQLException {
    context = Apps.startLean(Scoped.class, "spring.main.allow-circular-references=false");
    DataSource source = context.getBean("claims", DataSource.class);
    HikariDataSource first = target();
    ask(source);
    try (Connection held = source.getConnection()) {
      assertThat(held).isNotNull();
      assertThat(Apps.numbers(context).at(IN_USE)).isEqualTo(1);
    }
    context.getBean(Refreshing.class).refresh();

    HikariDataSource second = target();
    assertThat(first.isClosed()).isTrue();
    assertThat(second).isNotSameAs(first);
    ask(source);
    assertThat(Apps.numbers(context).at(EXECUTED)).isEqualTo(2);
    assertThat(Apps.numbers(context).at(IN_USE)).isZero();
    try (Connection held = source.getConnection()) {
      assertThat(held).isNotNull();
      assertThat(Apps.numbers(context).at(IN_USE)).isEqualTo(1);
    }
    assertThat(second.getClass()).isEqualTo(HikariDataSource.class);
  }

  private HikariDataSource target() {
    return context.getBean("scopedTarget.claims", HikariDataSource.class);
  }

  private static void ask(DataSource source) {
    new JdbcTemplate(source).queryForObject("select 1", Integer.class);
  }

  @Configuration
  @EnableAutoConfiguration
  static class Scoped {

    private static final Refreshing REFRESHING = new Refreshing();

    @Bean
    static Refreshing refreshing() {
      return REFRESHING;
    }

    @Bean
    static BeanFactoryPostProcessor scope() {
      return beans -> beans.registerScope("anew", REFRESHING);
    }

    @Bean
    @org.springframework.context.annotation.Scope(
        value = "anew",
        proxyMode = ScopedProxyMode.TARGET_CLASS)
    HikariDataSource claims() {
      HikariDataSource pool = new HikariDataSource();
      pool.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
      pool.setMaximumPoolSize(1);
      return pool;
    }
  }

  static final class Refreshing implements Scope {

    private final Map<String, Object> objects = new ConcurrentHashMap<>();
    private final Map<String, Runnable> callbacks = new ConcurrentHashMap<>();

    void refresh() {
      objects.clear();
      callbacks.values().forEach(Runnable::run);
      callbacks.clear();
    }

    @Override
    public Object get(String name, ObjectFactory<?> factory) {
      Object there = objects.get(name);
      if (there == null) {
        there = factory.getObject();
        objects.put(name, there);
      }
      return there;
    }

    @Override
    public Object remove(String name) {
      return objects.remove(name);
    }

    @Override
    public void registerDestructionCallback(String name, Runnable callback) {
      callbacks.put(name, callback);
    }

    @Override
    public Object resolveContextualObject(String key) {
      return null;
    }

    @Override
    public String getConversationId() {
      return null;
    }
  }
}
