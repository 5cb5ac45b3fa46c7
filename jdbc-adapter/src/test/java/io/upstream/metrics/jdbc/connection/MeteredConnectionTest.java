package io.upstream.metrics.jdbc.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.jdbc.Collected;
import io.upstream.metrics.jdbc.Stub;
import io.upstream.metrics.jdbc.UpstreamDataSource;
import io.upstream.metrics.jdbc.model.ModelNaming;
import io.upstream.metrics.label.DataSourceAlias;
import io.upstream.metrics.testing.PageText;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** Times and failures of metered connections, and what they retain. */
class MeteredConnectionTest {

  private final UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build();

  @Test
  void a_clock_jumping_back_keeps_the_query() throws Exception {
    long[] now = {0};
    SourceSettings settings =
        new SourceSettings(recorder.events(), new DataSourceAlias("c"), () -> now[0] -= 1_000);
    Connection raw = Stub.of(Connection.class, (method, args) -> null);
    try (Connection connection = new MeteredConnection(raw, new SourceMeter(settings, "h2"));
        Statement statement = connection.createStatement();
        PreparedStatement prepared = connection.prepareStatement("SELECT 1")) {
      statement.execute("SELECT 1");
      prepared.execute();
      prepared.addBatch();
      prepared.executeBatch();
    }
    assertThat(PageText.of(recorder::writePage).sum("django_db_query_duration_seconds_count"))
        .isEqualTo(3);
    assertThat(PageText.of(recorder::writePage).sum("django_db_query_duration_seconds_sum"))
        .isZero();
  }

  @Test
  void the_duration_is_what_the_call_took() throws Exception {
    long[] now = {0};
    SourceSettings settings =
        new SourceSettings(recorder.events(), new DataSourceAlias("c"), () -> now[0]);
    Connection slow =
        Stub.of(
            Connection.class,
            (method, args) -> {
              if (method.getName().startsWith("execute")) {
                now[0] += 2_000_000_000L;
              }
              return null;
            });
    try (Connection connection = new MeteredConnection(slow, new SourceMeter(settings, "h2"));
        Statement statement = connection.createStatement();
        PreparedStatement prepared = connection.prepareStatement("SELECT 1")) {
      statement.execute("SELECT 1");
      prepared.execute();
      prepared.executeBatch();
    }
    assertThat(PageText.of(recorder::writePage).sum("django_db_query_duration_seconds_sum"))
        .isEqualTo(6);
  }

  @Test
  void our_own_failure_does_not_reach_callers() throws Exception {
    SourceSettings settings =
        new SourceSettings(recorder.events(), new DataSourceAlias("claims"), () -> 0);
    settings.addModels(
        new ModelNaming() {
          @Override
          public String modelOf(String table) {
            throw new StackOverflowError();
          }

          @Override
          public boolean isWriting(String table) {
            throw new IllegalStateException("ours");
          }
        });
    MeteredConnection connection = new MeteredConnection(claims(), new SourceMeter(settings, "h2"));
    try (connection;
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO claims VALUES (1, 'a', 1)")) {
      assertThat(insert.executeUpdate()).isEqualTo(1);
      try (Statement statement = connection.createStatement();
          ResultSet results = statement.executeQuery("SELECT count(*) FROM claims")) {
        assertThat(results.next()).isTrue();
        assertThat(results.getInt(1)).isEqualTo(1);
      }
    }
  }

  private static Connection claims() throws SQLException {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    Connection connection = database.getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE claims (id INT, payer VARCHAR(20), amount INT)");
    }
    return connection;
  }

  @Test
  void nothing_of_a_closed_connection_is_held() throws Exception {
    UpstreamDataSource source =
        UpstreamDataSource.wrap(Stub.source((m, a) -> null), "claims", recorder);
    List<WeakReference<Object>> held = new ArrayList<>();
    use(source, held);
    for (WeakReference<Object> reference : held) {
      Collected.await(reference);
    }
  }

  private static void use(DataSource source, List<WeakReference<Object>> held) throws SQLException {
    Connection connection = source.getConnection();
    java.sql.PreparedStatement prepared = connection.prepareStatement("SELECT 1");
    java.sql.ResultSet results = prepared.executeQuery();
    DatabaseMetaData metaData = connection.getMetaData();
    for (Object each : List.of(connection, prepared, results, metaData)) {
      held.add(new WeakReference<>(each));
    }
    held.add(new WeakReference<>(((MeteredConnection) connection).delegate));
    held.add(new WeakReference<>(((MeteredPreparedStatement) prepared).delegate));
    results.close();
    prepared.close();
    connection.close();
  }
}
