package io.upstream.metrics.sample;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.commands.PageSource;
import io.upstream.metrics.page.PageFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * The platform for a command: its page and its database. It starts when the command first needs it,
 * without traffic, on a free port, and without output, because the command writes to the terminal.
 */
final class QuietPlatform extends AbstractDataSource implements PageSource, AutoCloseable {

  private static final List<String> QUIET =
      List.of(
          "--server.port=0",
          "--sample.traffic.enabled=false",
          "--sample.pushgateway.address=false",
          "--logging.threshold.console=OFF");

  private final List<String> arguments;
  private @Nullable ConfigurableApplicationContext context;

  QuietPlatform(List<String> arguments) {
    this.arguments = arguments;
  }

  private <T> T bean(Class<T> type) {
    ConfigurableApplicationContext running = context;
    if (running == null) {
      running =
          SpringApplication.run(
              SampleApplication.class,
              Stream.of(arguments, QUIET).flatMap(List::stream).toArray(String[]::new));
      context = running;
    }
    return running.getBean(type);
  }

  @Override
  public void write(PageFormat format, Set<String> names, OutputStream out) throws IOException {
    bean(UpstreamRecorder.class).writePage(format, names, out);
  }

  @Override
  public Connection getConnection() throws SQLException {
    return bean(DataSource.class).getConnection();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return bean(DataSource.class).getConnection(user, password);
  }

  @Override
  public void close() {
    if (context != null) {
      context.close();
    }
  }
}
