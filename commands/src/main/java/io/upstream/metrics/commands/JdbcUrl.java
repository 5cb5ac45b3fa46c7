package io.upstream.metrics.commands;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import java.util.ServiceLoader;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The database that the options of a command give. */
final class JdbcUrl {

  private JdbcUrl() {}

  /** A database, and the driver's jar as long as it is needed. */
  record Opened(DataSource source, @Nullable URLClassLoader jar) implements AutoCloseable {

    @Override
    public void close() {
      if (jar != null) {
        try {
          jar.close();
        } catch (IOException e) {
          return; // the program ends anyway
        }
      }
    }
  }

  static Opened open(@Nullable DataSource here, Options options, Environment environment)
      throws CommandException, SQLException {
    String given = options.value("--db-url");
    String url = given == null ? environment.get("METRICS_DB_URL") : given;
    if (here != null && given == null) {
      return new Opened(here, null);
    }
    if (url == null) {
      throw CommandException.usage("--db-url: expected, or METRICS_DB_URL");
    }
    Properties who = new Properties();
    String user = options.value("--db-user");
    put(who, "user", user == null ? environment.get("METRICS_DB_USER") : user);
    put(
        who,
        "password",
        environment.secret(options.value("--db-password-file"), "METRICS_DB_PASSWORD"));
    URLClassLoader jar = jar(options.value("--driver"));
    return new Opened(DriverSource.of(driver(url, jar), url, who), jar);
  }

  private static void put(Properties who, String name, @Nullable String value) {
    if (value != null) {
      who.setProperty(name, value);
    }
  }

  private static @Nullable URLClassLoader jar(@Nullable String path) throws CommandException {
    if (path == null) {
      return null;
    }
    Path file = Path.of(path);
    if (!Files.isReadable(file)) {
      throw CommandException.usage("--driver " + path + ": cannot be read");
    }
    try {
      return new URLClassLoader(new URL[] {file.toUri().toURL()});
    } catch (MalformedURLException e) {
      throw CommandException.usage("--driver " + path + ": is no file");
    }
  }

  // DriverManager returns no driver that the caller's class loader does not see.
  private static Driver driver(String url, @Nullable URLClassLoader jar)
      throws CommandException, SQLException {
    ClassLoader loader = jar == null ? JdbcUrl.class.getClassLoader() : jar;
    for (Driver driver : ServiceLoader.load(Driver.class, loader)) {
      if (driver.acceptsURL(url)) {
        return driver;
      }
    }
    if (!url.startsWith("jdbc:")) {
      throw CommandException.usage("--db-url: expected a URL that begins with jdbc:");
    }
    String kind = url.split(":", 3)[1]; // only this part, because the rest may have a password
    throw CommandException.usage("no JDBC driver for " + kind + " is here: name its jar, --driver");
  }
}
