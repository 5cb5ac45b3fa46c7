package io.upstream.metrics.spring.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.jdbc.UpstreamDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Checks data sources that are not counted, by a setting or because they cannot be. */
class SkippedDataSourcesTest extends DataSourceApp {

  @Test
  void a_source_wrapped_by_the_application_is_unchanged() {
    start(WrappedAlready.class);
    ask(context.getBean(DataSource.class));
    assertThat(executed()).isEqualTo(Map.of("own", 1.0));
  }

  @Test
  void one_source_or_all_can_be_excluded() {
    start(Two.class, "upstream.metrics.datasource.exclude=archive");
    ask(context.getBean("archive", DataSource.class));
    ask(context.getBean("claims", DataSource.class));
    assertThat(executed()).isEqualTo(Map.of("claims", 1.0));
    context.close();
    start(Two.class, "upstream.metrics.datasource.enabled=false");
    ask(context.getBean("claims", DataSource.class));
    assertThat(executed()).isEmpty();
    assertThat(context.getBeansOfType(DataSourceMetering.class)).isEmpty();
  }

  @Test
  void a_source_injected_by_class_is_not_wrapped() {
    start(ByClass.class);
    ask(context.getBean(NeedsFinal.class).source);
    assertThat(executed()).isEmpty();
    assertThat(log.messages().toString())
        .contains(
            "Metrics leave the data source claims alone: its bean is declared by the class "
                + FinalSource.class.getName()
                + "; UpstreamDataSource.wrap(..) counts it.");
  }

  @Test
  void a_pool_that_has_started_is_not_counted() {
    start(Started.class);
    ask(context.getBean(DataSource.class));
    assertThat(executed()).isEmpty();
    assertThat(log.messages().toString())
        .contains("Metrics leave the data source claims alone: its pool has started before");
  }

  @Test
  void a_failing_source_is_returned_unchanged() {
    start(Failing.class);
    assertThat(context.getBean(FailingPool.class).getClass()).isEqualTo(FailingPool.class);
    assertThat(log.messages().toString())
        .contains("Metrics leave the data source claims alone, because of a failure.");
  }

  @Test
  void pools_that_need_their_source_are_skipped() {
    start(Plain.class); // not as its beans, which Boot's own gauges would start
    HikariDataSource byClassName = new HikariDataSource();
    byClassName.setDataSourceClassName("org.h2.jdbcx.JdbcDataSource");
    HikariDataSource mysql = new HikariDataSource();
    mysql.setDataSource(new MysqlDataSource());
    var byJndi = new org.apache.tomcat.jdbc.pool.DataSource();
    byJndi.setDataSourceJNDI("java:comp/env/jdbc/claims");
    var xa = new org.apache.tomcat.jdbc.pool.DataSource();
    xa.setDataSource(new JdbcDataSource()); // an XADataSource too
    Map<String, DataSource> pools =
        Map.of("byClassName", byClassName, "mysql", mysql, "byJndi", byJndi, "xa", xa);
    pools.forEach(
        (name, pool) -> context.getAutowireCapableBeanFactory().initializeBean(pool, name));
    assertThat(log.messages().toString())
        .contains(
            "the data source byClassName alone: its pool connects by a class name",
            "the data source byJndi alone: its pool connects by a class name of a data source or by"
                + " JNDI",
            "the data source xa alone: its pool has to see an XADataSource",
            "the data source mysql alone: HikariCP has to see the class of a MySQL data source");
  }

  /** Named as that of MySQL's driver, which HikariCP looks for. */
  static class MysqlDataSource extends AbstractDataSource {
    @Override
    public Connection getConnection() throws SQLException {
      throw new SQLException("none");
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
      throw new SQLException("none");
    }
  }

  @Configuration
  static class WrappedAlready extends Plain {
    @Bean
    DataSource claims(UpstreamRecorder recorder) {
      return UpstreamDataSource.wrap(h2(), "own", recorder);
    }
  }

  @Configuration
  static class ByClass extends Plain {
    @Bean
    FinalSource claims() {
      return new FinalSource(h2());
    }

    @Bean
    NeedsFinal needsFinal(FinalSource source) {
      return new NeedsFinal(source);
    }
  }

  record NeedsFinal(FinalSource source) {}

  static final class FinalSource extends AbstractDataSource {
    private final DataSource source;

    FinalSource(DataSource source) {
      this.source = source;
    }

    @Override
    public Connection getConnection() throws SQLException {
      return source.getConnection();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      return source.getConnection(user, password);
    }
  }

  @Configuration
  static class Started extends Plain {
    @Bean
    HikariDataSource claims() {
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(url());
      return new HikariDataSource(config);
    }
  }

  @Configuration
  static class Failing extends Plain {
    @Bean
    FailingPool claims() {
      return new FailingPool();
    }
  }

  static class FailingPool extends HikariDataSource {
    @Override
    public String getConnectionInitSql() {
      throw new IllegalStateException("on purpose");
    }
  }
}
