package io.upstream.metrics.spring.data;

import io.upstream.metrics.jdbc.ConnectionMetering;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The data source behind a pool that was given one, with its connections metered. */
final class MeteredTarget extends DelegatingDataSource {

  private final ConnectionMetering metering;

  MeteredTarget(DataSource target, ConnectionMetering metering) {
    super(target);
    this.metering = metering;
  }

  @Override
  public Connection getConnection() throws SQLException {
    try {
      return metering.metered(super.getConnection());
    } catch (Throwable failure) {
      metering.connectionFailed();
      throw failure;
    }
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    try {
      return metering.metered(super.getConnection(username, password));
    } catch (Throwable failure) {
      metering.connectionFailed();
      throw failure;
    }
  }
}
