package io.upstream.metrics.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.testing.PageText;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checks the gauge of connections for everything that can happen to them. */
class BorrowingTest {

  private final UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build();

  @AfterEach
  void close() {
    recorder.close();
  }

  @Test
  void a_million_concurrent_borrows_leave_the_gauge_zero() throws Exception {
    Connection one = Stub.of(Connection.class, (method, args) -> null);
    UpstreamDataSource source =
        wrap(Stub.source((m, a) -> m.getName().equals("getConnection") ? one : null));
    int threads = 4;
    int each = 300_000;
    inThreads(
        threads,
        () -> {
          for (int i = 0; i < each; i++) {
            source.getConnection().close();
          }
          return null;
        });
    assertThat(active()).isZero();
    assertThat(sum("django_db_new_connections_total")).isEqualTo(threads * each);
  }

  @Test
  void concurrent_closes_of_a_connection_count_once() throws Exception {
    UpstreamDataSource source = wrap(Stub.source((m, a) -> null));
    int threads = 4;
    for (int round = 0; round < 200; round++) {
      Connection connection = source.getConnection();
      CyclicBarrier together = new CyclicBarrier(threads);
      inThreads(
          threads,
          () -> {
            together.await();
            connection.close();
            return null;
          });
      assertThat(active()).isZero();
    }
  }

  @Test
  void a_failed_connection_is_an_error_not_active() {
    List<Throwable> failures =
        List.of(new SQLException("x", "08001"), new IllegalStateException(), new LinkageError());
    for (Throwable failure : failures) {
      UpstreamDataSource source =
          wrap(
              Stub.source(
                  (m, a) -> {
                    throw failure;
                  }));
      assertThatThrownBy(source::getConnection).isSameAs(failure);
      assertThatThrownBy(() -> source.getConnection("a", "b")).isSameAs(failure);
    }
    assertThat(active()).isZero();
    assertThat(sum("django_db_new_connection_errors_total")).isEqualTo(6);
    assertThat(sum("django_db_new_connections_total")).isZero();
  }

  @Test
  void a_failing_close_returns_the_connection() throws Exception {
    SQLException failure = new SQLException("x");
    UpstreamDataSource source =
        wrap(
            Stub.source(
                (m, a) -> {
                  if (m.getName().equals("close")) {
                    throw failure;
                  }
                  return null;
                }));
    Connection connection = source.getConnection();
    assertThatThrownBy(connection::close).isSameAs(failure);
    assertThatThrownBy(connection::close).isSameAs(failure);
    assertThat(active()).isZero();
  }

  @Test
  void an_unnamed_database_is_unknown_and_asked_again() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    UpstreamDataSource source =
        wrap(
            Stub.source(
                (m, a) -> {
                  if (m.getName().equals("getDatabaseProductName") && asked.incrementAndGet() < 3) {
                    throw new SQLException("not yet");
                  }
                  return null;
                }));
    Connection early = source.getConnection();
    source.getConnection().close();
    source.getConnection().close();
    source.getConnection().close();
    assertThat(asked).hasValue(3);
    PageText page = PageText.of(recorder::writePage);
    assertThat(page.sum("django_db_new_connections_total", "vendor=\"_UNKNOWN\"")).isEqualTo(2);
    assertThat(page.sum("django_db_new_connections_total", "vendor=\"h2\"")).isEqualTo(2);
    early.close();
    assertThat(PageText.of(recorder::writePage).by("django_db_connections_active", "vendor"))
        .isEmpty();
  }

  @Test
  void a_connection_from_the_builder_counts_alike() throws Exception {
    UpstreamDataSource source = wrap(Stub.source((m, a) -> null));
    assertThat(source.unwrap(DataSource.class)).isSameAs(source);
    DataSource builds =
        Stub.source(
            (m, a) ->
                m.getName().equals("createConnectionBuilder")
                    ? Stub.of(
                        java.sql.ConnectionBuilder.class,
                        (method, args) ->
                            method.getName().equals("build")
                                ? Stub.of(Connection.class, (x, y) -> null)
                                : null)
                    : null);
    Connection built = wrap(builds).createConnectionBuilder().user("a").password("b").build();
    assertThat(active()).isEqualTo(1);
    built.close();
    assertThat(active()).isZero();
  }

  @Test
  void closing_it_closes_what_it_wraps() throws Exception {
    AtomicInteger closed = new AtomicInteger();
    wrap(Stub.of(
            CloseableSource.class,
            (m, a) -> m.getName().equals("close") ? closed.incrementAndGet() : null))
        .close();
    assertThat(closed).hasValue(1);
    SQLException failure = new SQLException("x");
    UpstreamDataSource unwilling =
        wrap(
            Stub.of(
                CloseableSource.class,
                (m, a) -> {
                  throw failure;
                }));
    assertThatThrownBy(unwilling::close).isInstanceOf(IOException.class).hasCause(failure);
    wrap(Stub.source((m, a) -> null)).close();
  }

  interface CloseableSource extends DataSource, AutoCloseable {}

  private UpstreamDataSource wrap(DataSource source) {
    return UpstreamDataSource.wrap(source, "claims", recorder);
  }

  private static void inThreads(int threads, Callable<Void> work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Void>> done = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        done.add(pool.submit(work));
      }
      for (Future<Void> each : done) {
        each.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private double active() {
    return sum("django_db_connections_active");
  }

  private double sum(String family) {
    return PageText.of(recorder::writePage).sum(family);
  }
}
