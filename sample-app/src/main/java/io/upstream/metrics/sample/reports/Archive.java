package io.upstream.metrics.sample.reports;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.jdbc.UpstreamDataSource;
import jakarta.annotation.PreDestroy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.stereotype.Component;

/**
 * A second database that is sometimes closed for maintenance. Spring does not manage it, so one
 * line of code wraps it.
 */
@Component
class Archive {

  private final Other other = new Other();
  private final UpstreamDataSource source;
  private final JdbcTemplate jdbc;

  Archive(UpstreamRecorder recorder) {
    source = UpstreamDataSource.wrap(other, "archive", recorder);
    jdbc = new JdbcTemplate(source, true);
    jdbc.execute("create table if not exists exported (customer varchar(80), line varchar(200))");
  }

  /** Closes it for maintenance, or opens it. */
  void closed(boolean closed) {
    other.closed = closed;
  }

  void add(String customer, List<String> lines) {
    jdbc.batchUpdate(
        "insert into exported values (?, ?)",
        lines.stream().map(line -> new Object[] {customer, line}).toList());
  }

  @PreDestroy
  void close() throws Exception {
    other.closed = false;
    jdbc.execute("shutdown");
    source.close();
  }

  /** An H2 in memory that can refuse to be reached. */
  private static final class Other extends AbstractDataSource {

    private final JdbcDataSource h2 = new JdbcDataSource();
    private volatile boolean closed;

    Other() {
      h2.setURL("jdbc:h2:mem:archive-" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    @Override
    public Connection getConnection() throws SQLException {
      if (closed) {
        throw new SQLTransientConnectionException("closed for maintenance", "08001");
      }
      return h2.getConnection();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      return getConnection();
    }
  }
}
