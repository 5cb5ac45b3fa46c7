package io.upstream.metrics.benchmarks.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** The cost of one JDBC call with a counter around it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@NullUnmarked // JMH fills it
public class JdbcBenchmark {

  private static final String SELECT = "SELECT payer FROM claims WHERE id = ?";
  private static final String INSERT = "INSERT INTO claims VALUES (?, ?)";
  private static final int ROWS = 500;

  @Param public Wrapper wrapper;

  private Connection stubConnection;
  private PreparedStatement held;
  private PreparedStatement batch;
  private Connection h2Connection;
  private int id;

  @Setup
  public void open() throws SQLException {
    stubConnection = wrapper.around(new StubSource()).getConnection();
    held = stubConnection.prepareStatement(SELECT);
    batch = stubConnection.prepareStatement(INSERT);

    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL("jdbc:h2:mem:bench;DB_CLOSE_DELAY=-1");
    h2Connection = wrapper.around(h2).getConnection();
    try (Statement statement = h2Connection.createStatement()) {
      statement.execute("CREATE TABLE claims (id INT PRIMARY KEY, payer VARCHAR(20))");
      statement.execute("INSERT INTO claims SELECT x, 'payer' || x FROM SYSTEM_RANGE(0, 999)");
    }
  }

  @Benchmark
  public Object prepareExecuteClose() throws SQLException {
    try (PreparedStatement prepared = stubConnection.prepareStatement(SELECT)) {
      prepared.setInt(1, id++);
      return prepared.executeQuery();
    }
  }

  @Benchmark
  public Object heldStatement() throws SQLException {
    held.setInt(1, id++);
    return held.executeQuery();
  }

  /** One row: two parameters and addBatch. The batch is dropped before it grows large. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public void batchRow() throws SQLException {
    for (int i = 0; i < ROWS; i++) {
      row(i);
    }
    batch.clearBatch();
  }

  /** A call of its own, or the compiler makes one addition of 500 rows. */
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  private void row(int i) throws SQLException {
    batch.setInt(1, i);
    batch.setString(2, "payer");
    batch.addBatch();
  }

  @Benchmark
  public void h2PrepareExecuteClose(Blackhole blackhole) throws SQLException {
    try (PreparedStatement prepared = h2Connection.prepareStatement(SELECT)) {
      prepared.setInt(1, id++ % 1000);
      try (ResultSet results = prepared.executeQuery()) {
        while (results.next()) {
          blackhole.consume(results.getString(1));
        }
      }
    }
  }
}
