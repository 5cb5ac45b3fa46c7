package io.upstream.metrics.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.testing.PageText;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Injects failures into the driver, the caller's thread and the library. */
class FaultsTest {

  private final UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build();

  @AfterEach
  void close() {
    recorder.close();
  }

  @Test
  void any_throwable_of_the_driver_counts_and_passes() throws Exception {
    List<Throwable> thrown =
        List.of(
            new SQLException("x", "08006"),
            new IllegalStateException(),
            new UnsupportedOperationException(), // the driver's, for what it does not implement
            new StackOverflowError(),
            new NoSuchMethodError());
    for (Throwable failure : thrown) {
      UpstreamDataSource source =
          UpstreamDataSource.wrap(
              Stub.source(
                  (method, args) -> {
                    if (method.getName().startsWith("execute")) {
                      throw failure;
                    }
                    return null;
                  }),
              "claims",
              recorder);
      try (Connection connection = source.getConnection();
          Statement statement = connection.createStatement();
          PreparedStatement prepared = connection.prepareStatement("SELECT 1")) {
        prepared.addBatch();
        prepared.addBatch();
        assertThatThrownBy(() -> statement.execute("SELECT 1")).isSameAs(failure);
        assertThatThrownBy(prepared::executeQuery).isSameAs(failure);
        assertThatThrownBy(prepared::executeBatch).isSameAs(failure);
      }
    }
    Counts counts = Counts.of(recorder);
    assertThat(counts.executed()).isEqualTo(5 * 4);
    assertThat(counts.many()).isEqualTo(5 * 2);
    assertThat(counts.timed()).isEqualTo(5 * 3);
    assertThat(counts.errors())
        .containsEntry("OperationalError", 3.0)
        .containsEntry("NotSupportedError", 3.0)
        .containsEntry("DatabaseError", 9.0);
    assertThat(active()).isZero();
  }

  @Test
  void a_dying_database_throws_the_drivers_exception() throws Exception {
    SQLException death = new SQLException("the server is gone", "08006");
    for (String where : List.of("next", "commit", "prepareStatement", "setAutoCommit")) {
      UpstreamDataSource source =
          UpstreamDataSource.wrap(
              Stub.source(
                  (method, args) -> {
                    if (method.getName().equals(where)) {
                      throw death;
                    }
                    return null;
                  }),
              "claims",
              recorder);
      assertThatThrownBy(() -> work(source)).as(where).isSameAs(death);
      assertThat(active()).as(where).isZero();
    }
    assertThat(Counts.of(recorder).executed()).as("executions that went well").isEqualTo(2);
  }

  private static void work(UpstreamDataSource source) throws SQLException {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement query = connection.prepareStatement("SELECT 1");
          ResultSet results = query.executeQuery()) {
        results.next();
      }
      connection.commit();
    }
  }

  @Test
  void a_failing_source_counts_once_and_recovers() throws Exception {
    SQLException full = new SQLTransientConnectionException("the pool is exhausted");
    boolean[] exhausted = {true};
    UpstreamDataSource source =
        UpstreamDataSource.wrap(
            Stub.source(
                (method, args) -> {
                  if (method.getName().equals("getConnection") && exhausted[0]) {
                    throw full;
                  }
                  return null;
                }),
            "claims",
            recorder);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(source::getConnection).isSameAs(full);
    }
    exhausted[0] = false;
    try (Connection connection = source.getConnection()) {
      assertThat(connection).isNotNull();
      assertThat(active()).isEqualTo(1);
    }
    assertThat(active()).isZero();
    assertThat(PageText.of(recorder::writePage).sum("django_db_new_connection_errors_total"))
        .isEqualTo(3);
  }

  @Test
  void an_interrupted_thread_stays_interrupted_and_counts() throws Exception {
    UpstreamDataSource source = UpstreamDataSource.wrap(TestDatabase.h2().raw(), "c", recorder);
    Thread.currentThread().interrupt();
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(Counts.of(recorder)).isEqualTo(Counts.none().executed("select", 1));
    assertThat(active()).isZero();
  }

  @Test
  void many_threads_count_exactly() throws Exception {
    UpstreamDataSource source = UpstreamDataSource.wrap(TestDatabase.h2().raw(), "c", recorder);
    int tasks = 2_000;
    ExecutorService executor = virtualThreads();
    try {
      List<Future<Integer>> done = new ArrayList<>();
      for (int i = 0; i < tasks; i++) {
        int id = i;
        done.add(
            executor.submit(
                () -> {
                  try (Connection connection = source.getConnection();
                      PreparedStatement insert =
                          connection.prepareStatement("INSERT INTO claims VALUES (?, 'a', 1)")) {
                    insert.setInt(1, id);
                    return insert.executeUpdate();
                  }
                }));
      }
      for (Future<Integer> each : done) {
        assertThat(each.get()).isEqualTo(1);
      }
    } finally {
      executor.shutdownNow();
    }
    assertThat(Counts.of(recorder))
        .isEqualTo(Counts.none().executed("insert", tasks).inserted("claims", tasks));
    assertThat(active()).isZero();
  }

  private double active() {
    return PageText.of(recorder::writePage).sum("django_db_connections_active");
  }

  private static ExecutorService virtualThreads() throws ReflectiveOperationException {
    try {
      Method method = Executors.class.getMethod("newVirtualThreadPerTaskExecutor");
      return (ExecutorService) method.invoke(null);
    } catch (NoSuchMethodException java17) {
      return Executors.newFixedThreadPool(8);
    }
  }
}
