package io.upstream.metrics.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.MethodExecutionContext;
import net.ttddyy.dsproxy.listener.MethodExecutionListener;
import net.ttddyy.dsproxy.listener.NoOpQueryExecutionListener;
import org.junit.jupiter.api.Test;

/** Tests the same semantics with a foreign listener on our wrapper. */
class ObservedSemanticsTest extends JdbcSemantics {

  private final List<String> heard = new ArrayList<>();

  @Override
  TestDatabase database() {
    return TestDatabase.h2();
  }

  @Override
  DataSource metered(DataSource raw) {
    UpstreamDataSource source = UpstreamDataSource.wrap(raw, "claims", recorder);
    source.addListener(
        new NoOpQueryExecutionListener() {
          @Override
          public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
            queries.forEach(query -> heard.add(query.getQuery()));
          }
        });
    return source;
  }

  @Test
  void the_added_listener_hears_what_is_executed() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    }
    assertThat(heard).containsExactly("SELECT 1");
  }

  @Test
  void a_failing_listener_does_not_raise_the_gauge() throws SQLException {
    connection.close();
    UpstreamDataSource source = (UpstreamDataSource) claims;
    source
        .getProxyConfig()
        .getMethodListener()
        .addListener(
            new MethodExecutionListener() {
              @Override
              public void beforeMethod(MethodExecutionContext call) {}

              @Override
              public void afterMethod(MethodExecutionContext call) {
                throw new IllegalStateException();
              }
            });
    assertThatThrownBy(source::getConnection).isInstanceOf(RuntimeException.class);
    assertThat(active()).isZero();
    assertThat(sum("django_db_new_connection_errors_total")).isEqualTo(1);
    connection = Stub.of(Connection.class, (m, a) -> null);
  }
}
