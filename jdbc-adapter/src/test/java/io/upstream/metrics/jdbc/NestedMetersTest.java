package io.upstream.metrics.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.testing.PageText;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.listener.ChainListener;
import net.ttddyy.dsproxy.support.ProxyDataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.apache.commons.dbcp2.DataSourceConnectionFactory;
import org.apache.commons.dbcp2.PoolableConnection;
import org.apache.commons.dbcp2.PoolableConnectionFactory;
import org.apache.commons.dbcp2.PoolingDataSource;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.tomcat.jdbc.pool.PoolProperties;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Checks that the innermost of several meters counts a statement once. */
class NestedMetersTest {

  private final UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build();

  @AfterEach
  void close() {
    recorder.close();
  }

  /** The data sources between the two meters. */
  record Between(String name, Function<DataSource, DataSource> over) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Between> between() {
    return Stream.of(
        new Between("nothing", source -> source),
        new Between("a wrapper of the source", DelegatingDataSource::new),
        new Between("a wrapper of the connection", source -> wrapping(source, true)),
        new Between("a wrapper that does not say so", source -> wrapping(source, false)),
        new Between("datasource-proxy", source -> proxy(source)),
        new Between("HikariCP", NestedMetersTest::hikari),
        new Between("Tomcat JDBC", NestedMetersTest::tomcat),
        new Between("DBCP2", NestedMetersTest::dbcp));
  }

  @ParameterizedTest
  @MethodSource("between")
  void each_statement_counts_once_under_the_innermost_alias(Between between) throws Exception {
    DataSource inner = UpstreamDataSource.wrap(h2(), "inner", recorder);
    DataSource outer = UpstreamDataSource.wrap(between.over.apply(inner), "outer", recorder);

    use(outer);

    assertThat(executed()).isEqualTo(Map.of("inner", 7.0));
    assertThat(PageText.of(recorder::writePage).sum("django_model_inserts_total")).isEqualTo(2);
    assertThat(PageText.of(recorder::writePage).by("django_db_connections_active", "alias"))
        .doesNotContainKey("outer");
  }

  @ParameterizedTest
  @MethodSource("between")
  void listeners_of_the_outer_proxy_still_hear(Between between) throws Exception {
    DataSource inner = UpstreamDataSource.wrap(h2(), "inner", recorder);
    UpstreamDataSource outer =
        UpstreamDataSource.wrap(between.over.apply(inner), "outer", recorder);
    ChainListener heard = new ChainListener();
    outer.addListener(heard);

    use(outer);

    assertThat(executed()).isEqualTo(Map.of("inner", 7.0));
  }

  @Test
  void a_listener_leaves_what_is_metered_further_in() throws Exception {
    ProxyDataSource proxy = proxy(UpstreamDataSource.wrap(h2(), "inner", recorder));
    UpstreamListener.addTo(proxy, "outer", recorder);

    use(proxy);

    assertThat(executed()).isEqualTo(Map.of("inner", 7.0));
    assertThat(PageText.of(recorder::writePage).sum("django_model_inserts_total")).isEqualTo(2);
  }

  @Test
  void a_wrapper_leaves_what_a_listener_counts() throws Exception {
    ProxyDataSource proxy = proxy(h2());
    UpstreamListener.addTo(proxy, "inner", recorder);

    use(UpstreamDataSource.wrap(proxy, "outer", recorder));

    assertThat(executed()).isEqualTo(Map.of("inner", 7.0));
  }

  @Test
  void a_proxy_that_is_counted_takes_no_listener() {
    ProxyDataSource proxy = proxy(h2());
    UpstreamListener.addTo(proxy, "claims", recorder);

    assertThatThrownBy(() -> UpstreamListener.addTo(proxy, "again", recorder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("counted already");
    UpstreamDataSource wrapped = UpstreamDataSource.wrap(h2(), "claims", recorder);
    assertThatThrownBy(() -> UpstreamListener.addTo(wrapped, "again", recorder))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Seven statements on two connections. */
  private static void use(DataSource source) throws Exception {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table claims (id int)");
      statement.executeUpdate("insert into claims values (1)");
      statement.executeQuery("select * from claims").close();
    }
    try (Connection connection = source.getConnection();
        var insert = connection.prepareStatement("insert into claims values (2)");
        var select = connection.prepareStatement("select * from claims")) {
      insert.executeUpdate();
      select.executeQuery().close();
      select.executeQuery().close();
      select.executeQuery().close();
    }
  }

  private Map<String, Double> executed() {
    return PageText.of(recorder::writePage).by("django_db_execute_total", "alias");
  }

  private static DataSource h2() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    return source;
  }

  private static ProxyDataSource proxy(DataSource source) {
    return ProxyDataSourceBuilder.create(source).listener(new ChainListener()).build();
  }

  private static DataSource hikari(DataSource source) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(source);
    config.setMaximumPoolSize(2);
    return new HikariDataSource(config);
  }

  private static DataSource tomcat(DataSource source) {
    PoolProperties properties = new PoolProperties();
    properties.setDataSource(source);
    return new org.apache.tomcat.jdbc.pool.DataSource(properties);
  }

  private static DataSource dbcp(DataSource source) {
    PoolableConnectionFactory factory =
        new PoolableConnectionFactory(new DataSourceConnectionFactory(source), null);
    GenericObjectPool<PoolableConnection> pool = new GenericObjectPool<>(factory);
    factory.setPool(pool);
    return new PoolingDataSource<>(pool);
  }

  /** An application's own wrapper, which may forget what a wrapper has to say of itself. */
  private static DataSource wrapping(DataSource source, boolean says) {
    return Stub.source(
        (method, args) ->
            method.getName().equals("getConnection")
                ? wrapped(source.getConnection(), says)
                : null);
  }

  private static Connection wrapped(Connection connection, boolean says) {
    return (Connection)
        Proxy.newProxyInstance(
            NestedMetersTest.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, args) -> {
              if (!says && method.getName().equals("isWrapperFor")) {
                return false;
              }
              try {
                return method.invoke(connection, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
