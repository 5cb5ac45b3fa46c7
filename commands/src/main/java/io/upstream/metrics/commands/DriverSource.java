package io.upstream.metrics.commands;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;

/**
 * A data source that gets connections directly from a driver; its other methods are not supported.
 */
final class DriverSource {

  private DriverSource() {}

  static DataSource of(Driver driver, String url, Properties who) {
    return (DataSource)
        Proxy.newProxyInstance(
            DriverSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getConnection") && method.getParameterCount() == 0) {
                return connect(driver, url, who);
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }

  private static Connection connect(Driver driver, String url, Properties who) throws SQLException {
    Connection connection = driver.connect(url, who);
    if (connection == null) {
      throw new SQLException("the driver does not know this URL after all");
    }
    return connection;
  }
}
