package io.upstream.metrics.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.testing.PageText;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.SimpleJdbcInsert;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.transaction.support.TransactionTemplate;

class SpringJdbcTest {

  private final UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build();
  private final DataSource raw = TestDatabase.h2().raw();
  private final UpstreamDataSource claims = UpstreamDataSource.wrap(raw, "claims", recorder);

  @AfterEach
  void close() {
    recorder.close();
  }

  @Test
  void a_jdbc_template_is_counted() {
    JdbcTemplate template = new JdbcTemplate(claims);
    template.update("INSERT INTO claims VALUES (?, ?, ?)", 1, "a", 10);
    template.batchUpdate(
        "INSERT INTO claims VALUES (?, ?, ?)",
        List.of(new Object[] {2, "b", 20}, new Object[] {3, "c", 30}));
    assertThat(template.queryForObject("SELECT count(*) FROM claims", Integer.class)).isEqualTo(3);
    assertThat(template.queryForList("SELECT payer FROM claims WHERE amount > ?", 15)).hasSize(2);
    template.batchUpdate("DELETE FROM claims WHERE id = 1", "DELETE FROM claims WHERE id = 2");
    assertThat(Counts.of(recorder))
        .isEqualTo(
            Counts.none()
                .executed("insert", 1)
                .rows("insert", 2)
                .batchTimed()
                .executed("select", 2)
                .rows("delete", 2)
                .batchTimed()
                .inserted("claims", 3)
                .deleted("claims", 2));
  }

  @Test
  void springs_other_ways_to_the_database_work() {
    new SimpleJdbcInsert(claims)
        .withTableName("LETTERS")
        .usingGeneratedKeyColumns("ID")
        .executeAndReturnKey(java.util.Map.of("PAYER", "a"));
    assertThat(
            new NamedParameterJdbcTemplate(claims)
                .queryForObject(
                    "SELECT count(*) FROM letters WHERE payer = :payer",
                    java.util.Map.of("payer", "a"),
                    Integer.class))
        .isEqualTo(1);
    assertThat(Counts.of(recorder).inserts()).containsEntry("letters", 1.0);
  }

  @Test
  void exceptions_are_translated_as_without_us() {
    JdbcTemplate template = new JdbcTemplate(claims);
    template.setExceptionTranslator(new SQLExceptionSubclassTranslator());
    template.update("INSERT INTO claims VALUES (1, 'a', 10)");
    assertThatThrownBy(() -> template.update("INSERT INTO claims VALUES (1, 'a', 10)"))
        .isInstanceOf(DuplicateKeyException.class);
  }

  @Test
  void a_transaction_borrows_one_connection() {
    TransactionTemplate transaction =
        new TransactionTemplate(new DataSourceTransactionManager(claims));
    JdbcTemplate template = new JdbcTemplate(claims);
    transaction.executeWithoutResult(
        status -> {
          template.update("INSERT INTO claims VALUES (1, 'a', 10)");
          template.update("INSERT INTO claims VALUES (2, 'a', 10)");
          assertThat(active()).isEqualTo(1);
        });
    assertThat(active()).isZero();
    assertThat(PageText.of(recorder::writePage).sum("django_db_new_connections_total"))
        .isEqualTo(1);
  }

  @Test
  void a_lazy_proxy_borrows_for_a_statement() {
    DataSource lazy = new LazyConnectionDataSourceProxy(claims);
    TransactionTemplate transaction =
        new TransactionTemplate(new DataSourceTransactionManager(lazy));
    transaction.executeWithoutResult(status -> {}); // Spring asks a connection for its defaults
    double before = PageText.of(recorder::writePage).sum("django_db_new_connections_total");
    transaction.executeWithoutResult(status -> assertThat(active()).isZero());
    assertThat(PageText.of(recorder::writePage).sum("django_db_new_connections_total"))
        .isEqualTo(before);
    transaction.executeWithoutResult(
        status -> {
          new JdbcTemplate(lazy).update("INSERT INTO claims VALUES (1, 'a', 10)");
          assertThat(active()).isEqualTo(1);
        });
    assertThat(active()).isZero();
    assertThat(Counts.of(recorder).inserts()).containsEntry("claims", 1.0);
  }

  @Test
  void a_lazy_proxy_behind_us_connects_once() throws Exception {
    AtomicInteger physical = new AtomicInteger();
    DataSource counting =
        Stub.source(
            (method, args) -> {
              if (method.getName().equals("getConnection")) {
                physical.incrementAndGet();
                return raw.getConnection();
              }
              return null;
            });
    LazyConnectionDataSourceProxy lazy = new LazyConnectionDataSourceProxy();
    lazy.setTargetDataSource(counting);
    lazy.setDefaultAutoCommit(true);
    lazy.setDefaultTransactionIsolation(2);
    UpstreamDataSource source = UpstreamDataSource.wrap(lazy, "lazy", recorder);
    for (int i = 0; i < 5; i++) {
      source.getConnection().close();
    }
    assertThat(physical).hasValue(1);
    assertThat(source.getConnection().unwrap(JdbcConnection.class)).isNotNull();
  }

  private double active() {
    return PageText.of(recorder::writePage).sum("django_db_connections_active");
  }
}
