package com.example;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.jdbc.UpstreamDataSource;
import java.sql.Connection;
import java.sql.Statement;
import org.h2.jdbcx.JdbcDataSource;

/** Writes a row into a database in memory and prints the page. */
public final class AsksADatabase {

  private AsksADatabase() {}

  public static void main(String[] args) throws Exception {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL("jdbc:h2:mem:claims");
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().build();
        UpstreamDataSource claims = UpstreamDataSource.wrap(h2, "claims", recorder);
        Connection connection = claims.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("create table claim (id int)");
      statement.executeUpdate("insert into claim values (1)");
      recorder.writePage(System.out);
    }
  }
}
