package io.upstream.metrics.vocabularies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.event.CacheCall;
import io.upstream.metrics.event.CacheMeter;
import io.upstream.metrics.event.DbCall;
import io.upstream.metrics.event.Vocabulary;
import io.upstream.metrics.jdbc.UpstreamDataSource;
import io.upstream.metrics.label.CacheName;
import io.upstream.metrics.label.DataSourceAlias;
import io.upstream.metrics.label.DbVendor;
import io.upstream.metrics.label.HttpMethod;
import io.upstream.metrics.label.ModelName;
import io.upstream.metrics.label.SqlOperation;
import io.upstream.metrics.vocabularies.fiko.FikoVocabulary;
import io.upstream.metrics.vocabularies.module.ModuleVocabulary;
import io.upstream.metrics.vocabularies.otel.OtelVocabulary;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** Records an event under the names of each vocabulary. */
class EventsTest {

  private static void answer(UpstreamRecorder recorder, Exchange exchange) {
    recorder.events().http().started();
    recorder.events().http().ended(exchange);
  }

  @Test
  void fiko_sees_a_request_by_its_route() {
    try (UpstreamRecorder recorder = VocabularyPages.strict(new FikoVocabulary()).build()) {
      answer(recorder, Exchange.of(HttpMethod.GET, "/claims/{id}", 200));
      String labels = "{endpoint=\"/claims/{id}\",method=\"GET\",status=\"200\"";
      assertThat(VocabularyPages.of(recorder).lines())
          .contains(
              "django_http_requests_total" + labels + "} 1.0",
              "django_http_request_duration_seconds_bucket" + labels + ",le=\"0.05\"} 1",
              "django_http_request_duration_seconds_sum" + labels + "} 0.03",
              "django_http_responses_total_by_status_total{status=\"200\"} 1.0",
              "django_http_request_size_bytes_sum{endpoint=\"/claims/{id}\",method=\"GET\"} 20.0",
              "django_http_response_size_bytes_sum" + labels + "} 3000.0");
    }
  }

  @Test
  void fiko_has_no_route_for_unmatched_requests() {
    try (UpstreamRecorder recorder =
        UpstreamRecorder.builder().vocabulary(new FikoVocabulary()).build()) {
      answer(recorder, Exchange.unmatched());
      assertThat(VocabularyPages.lines(recorder, "django_http_requests_total"))
          .containsExactly(
              "django_http_requests_total{endpoint=\"_UNKNOWN\",method=\"GET\",status=\"404\"} 1.0");
    }
  }

  @Test
  void the_module_sees_a_request_by_its_view() {
    try (UpstreamRecorder recorder = VocabularyPages.strict(new ModuleVocabulary()).build()) {
      answer(recorder, Exchange.of(HttpMethod.POST, "/claims", 201));
      answer(recorder, Exchange.unmatched());
      recorder.events().http().started();
      String view = "method=\"POST\",";
      String labels = "status=\"201\",view=\"ClaimController#list\"} ";
      assertThat(VocabularyPages.of(recorder).lines())
          .contains(
              "django_http_requests_total{" + view + labels + "1.0",
              "django_http_requests_total{method=\"GET\",status=\"404\",view=\"_UNMATCHED\"} 1.0",
              "django_http_request_duration_seconds_count{"
                  + view
                  + "view=\"ClaimController#list\"} 1",
              "django_http_request_size_bytes_sum{" + view + "view=\"ClaimController#list\"} 20.0",
              "django_http_response_size_bytes_sum{" + view + labels + "3000.0",
              "django_http_requests_in_progress 1.0");
      recorder.events().http().abandoned();
      assertThat(VocabularyPages.of(recorder).lines())
          .contains("django_http_requests_in_progress 0.0");
    }
  }

  @Test
  void otel_leaves_empty_what_its_conventions_leave_out() {
    try (UpstreamRecorder recorder = VocabularyPages.strict(new OtelVocabulary()).build()) {
      answer(recorder, Exchange.of(HttpMethod.GET, "/claims", 200));
      answer(recorder, Exchange.of(HttpMethod.GET, "/claims", 503));
      answer(
          recorder,
          Exchange.of(HttpMethod.GET, "/claims", 500)
              .failing(new UncheckedIOException(new java.io.IOException())));
      answer(recorder, Exchange.unmatched());
      assertThat(VocabularyPages.lines(recorder, "http_server_request_duration_seconds_count"))
          .containsExactlyInAnyOrder(
              count("", "/claims", 200),
              count("503", "/claims", 503),
              count("java.io.UncheckedIOException", "/claims", 500),
              count("", "", 404));
    }
  }

  private static String count(String error, String route, int status) {
    return "http_server_request_duration_seconds_count{error_type=\""
        + error
        + "\",http_request_method=\"GET\",http_response_status_code=\""
        + status
        + "\",http_route=\""
        + route
        + "\",url_scheme=\"https\"} 1";
  }

  @Test
  void fiko_sees_queries_of_a_real_database() throws Exception {
    try (UpstreamRecorder recorder = VocabularyPages.strict(new FikoVocabulary()).build()) {
      query(recorder);
      assertThat(VocabularyPages.lines(recorder, "django_db_queries_total"))
          .containsExactlyInAnyOrder(
              "django_db_queries_total{query_type=\"ddl\",status=\"success\"} 1.0",
              "django_db_queries_total{query_type=\"insert\",status=\"success\"} 3.0",
              "django_db_queries_total{query_type=\"insert\",status=\"error\"} 1.0",
              "django_db_queries_total{query_type=\"select\",status=\"success\"} 1.0",
              "django_db_queries_total{query_type=\"select\",status=\"error\"} 1.0");
      assertThat(VocabularyPages.lines(recorder, "django_db_query_duration_seconds_count"))
          .containsExactlyInAnyOrder(
              "django_db_query_duration_seconds_count{query_type=\"ddl\"} 1",
              "django_db_query_duration_seconds_count{query_type=\"insert\"} 3",
              "django_db_query_duration_seconds_count{query_type=\"select\"} 1");
      assertThat(VocabularyPages.of(recorder).lines()).contains("django_db_connections_active 0.0");
    }
  }

  @Test
  void the_module_sees_queries_of_a_real_database() throws Exception {
    try (UpstreamRecorder recorder = VocabularyPages.strict(new ModuleVocabulary()).build()) {
      query(recorder);
      assertThat(VocabularyPages.lines(recorder, "django_db_queries_total"))
          .containsExactlyInAnyOrder(
              "django_db_queries_total{operation=\"ddl\"} 1.0",
              "django_db_queries_total{operation=\"insert\"} 4.0",
              "django_db_queries_total{operation=\"select\"} 1.0");
      assertThat(VocabularyPages.of(recorder).lines())
          .contains(
              "django_db_query_duration_seconds_count{operation=\"insert\"} 3",
              "django_db_connections_total 0.0");
    }
  }

  @Test
  void otel_sees_operations_of_a_real_database() throws Exception {
    try (UpstreamRecorder recorder = VocabularyPages.strict(new OtelVocabulary()).build()) {
      query(recorder);
      assertThat(VocabularyPages.lines(recorder, "db_client_operation_duration_seconds_count"))
          .containsExactlyInAnyOrder(
              operation("", "", "", 1),
              operation("claims", "INSERT", "", 1),
              operation("claims", "INSERT", "IntegrityError", 1),
              operation("claims", "BATCH INSERT", "", 1),
              operation("", "SELECT", "", 1));
    }
  }

  @Test
  void otel_shows_no_empty_batch_and_no_person() {
    try (UpstreamRecorder recorder =
        UpstreamRecorder.builder().vocabulary(new OtelVocabulary()).build()) {
      DbCall call =
          DbCall.of(new DataSourceAlias("claims"), new DbVendor("h2"), SqlOperation.INSERT)
              .writing(new ModelName("jane.doe@example.org"));
      recorder.events().db(call).executed(1_000, null);
      assertThat(
              VocabularyPages.of(recorder)
                  .lines()
                  .filter(line -> line.startsWith("db_client_operation_duration_seconds_count")))
          .containsExactly(operation("", "INSERT", "", 1));
    }
  }

  private static String operation(String table, String command, String error, int count) {
    return "db_client_operation_duration_seconds_count{db_collection_name=\""
        + table
        + "\",db_operation_name=\""
        + command
        + "\",db_system_name=\"h2database\",error_type=\""
        + error
        + "\"} "
        + count;
  }

  /**
   * A table, a row, the same row again, two in a batch, a look, and a look at what is not there.
   */
  private static void query(UpstreamRecorder recorder) throws Exception {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL("jdbc:h2:mem:");
    try (UpstreamDataSource source = UpstreamDataSource.wrap(h2, "claims", recorder);
        Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE claims (id INT PRIMARY KEY)");
      statement.executeUpdate("INSERT INTO claims VALUES (1)");
      assertThatThrownBy(() -> statement.executeUpdate("INSERT INTO claims VALUES (1)"))
          .isInstanceOf(SQLException.class);
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO claims VALUES (?)")) {
        for (int id = 2; id < 4; id++) {
          insert.setInt(1, id);
          insert.addBatch();
        }
        insert.executeBatch();
      }
      statement.executeQuery("SELECT * FROM claims").close();
      assertThatThrownBy(() -> connection.prepareStatement("SELECT * FROM nothing"))
          .isInstanceOf(SQLException.class);
    }
  }

  @Test
  void module_and_fiko_count_caches_otel_does_not() {
    try (UpstreamRecorder module = VocabularyPages.strict(new ModuleVocabulary()).build();
        UpstreamRecorder fiko =
            VocabularyPages.strict(new FikoVocabulary(), new OtelVocabulary()).build()) {
      for (UpstreamRecorder recorder : new UpstreamRecorder[] {module, fiko}) {
        CacheMeter cache = recorder.events().cache(new CacheName("payers"));
        cache.record(CacheCall.HIT);
        cache.record(CacheCall.MISS);
        cache.record(CacheCall.SET);
        cache.record(CacheCall.DELETE);
      }
      assertThat(VocabularyPages.lines(module, "django_cache_"))
          .containsExactly(
              "django_cache_deletes_total{backend=\"payers\"} 1.0",
              "django_cache_hits_total{backend=\"payers\"} 1.0",
              "django_cache_misses_total{backend=\"payers\"} 1.0",
              "django_cache_sets_total{backend=\"payers\"} 1.0");
      assertThat(VocabularyPages.lines(fiko, "django_cache_"))
          .containsExactly(
              "django_cache_hits_total{backend=\"payers\"} 1.0",
              "django_cache_misses_total{backend=\"payers\"} 1.0");
    }
  }

  @Test
  void otel_beside_a_sibling_counts_nothing_twice() {
    for (Vocabulary other :
        new Vocabulary[] {Vocabulary.UPSTREAM, new FikoVocabulary(), new ModuleVocabulary()}) {
      try (UpstreamRecorder recorder =
          VocabularyPages.strict(other, new OtelVocabulary()).build()) {
        answer(recorder, Exchange.of(HttpMethod.GET, "/claims", 200));
        assertThat(VocabularyPages.lines(recorder, "http_server_request_duration_seconds_count"))
            .containsExactly(count("", "/claims", 200));
        assertThat(VocabularyPages.lines(recorder, "django_http_request"))
            .isNotEmpty()
            .noneMatch(line -> line.endsWith(" 2.0") || line.endsWith(" 2"));
      }
    }
  }
}
