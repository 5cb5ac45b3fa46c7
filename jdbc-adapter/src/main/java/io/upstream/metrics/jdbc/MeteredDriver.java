package io.upstream.metrics.jdbc;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Objects;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A driver whose connections are metered, for pools that take an instance: DBCP2's {@code
 * BasicDataSource}, Spring's {@code SimpleDriverDataSource}.
 *
 * @param driver the driver that connects
 * @param metering the metering that counts
 */
public record MeteredDriver(Driver driver, ConnectionMetering metering) implements Driver {

  /** Refuses null. */
  public MeteredDriver {
    Objects.requireNonNull(driver, "driver");
    Objects.requireNonNull(metering, "metering");
  }

  @Override
  public @Nullable Connection connect(String url, Properties info) throws SQLException {
    Connection connection;
    try {
      connection = driver.connect(url, info);
    } catch (Throwable failure) {
      metering.connectionFailed();
      throw failure;
    }
    return connection == null ? null : metering.metered(connection);
  }

  @Override
  public boolean acceptsURL(String url) throws SQLException {
    return driver.acceptsURL(url);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
    return driver.getPropertyInfo(url, info);
  }

  @Override
  public int getMajorVersion() {
    return driver.getMajorVersion();
  }

  @Override
  public int getMinorVersion() {
    return driver.getMinorVersion();
  }

  @Override
  public boolean jdbcCompliant() {
    return driver.jdbcCompliant();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return driver.getParentLogger();
  }
}
