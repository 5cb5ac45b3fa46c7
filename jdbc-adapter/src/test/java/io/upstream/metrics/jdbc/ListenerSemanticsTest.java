package io.upstream.metrics.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.support.ProxyDataSource;
import org.junit.jupiter.api.Test;

/** Tests the same semantics with a listener on an existing proxy. */
class ListenerSemanticsTest extends JdbcSemantics {

  @Override
  TestDatabase database() {
    return TestDatabase.h2();
  }

  @Override
  DataSource metered(DataSource raw) {
    ProxyDataSource proxy = new ProxyDataSource(raw);
    UpstreamListener.addTo(proxy, "claims", recorder);
    return proxy;
  }

  /** A limit of listeners, and why wrapping is better. */
  @Test
  @Override
  void no_object_leads_around_the_metered_connection() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery("SELECT 1")) {
      results.getStatement().getConnection().createStatement().execute("SELECT 2");
    }
    assertThat(counts()).isEqualTo(Counts.none().executed("select", 1));
  }

  @Override
  void unwrap_reaches_the_drivers_own_types() {
    // datasource-proxy's business
  }
}
