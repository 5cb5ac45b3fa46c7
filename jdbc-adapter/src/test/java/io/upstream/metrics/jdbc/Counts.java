package io.upstream.metrics.jdbc;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.testing.PageText;
import java.util.Map;
import java.util.TreeMap;

/** Everything that the database families say of all sources together. */
record Counts(
    double executed,
    double many,
    double timed,
    Map<String, Double> operations,
    Map<String, Double> errors,
    Map<String, Double> inserts,
    Map<String, Double> updates,
    Map<String, Double> deletes) {

  static Counts of(UpstreamRecorder recorder) {
    PageText page = PageText.of(recorder::writePage);
    double executed = page.sum("django_db_execute_total");
    if (executed != page.sum("django_db_query_total")) {
      throw new AssertionError("django_db_query_total is not django_db_execute_total");
    }
    return new Counts(
        executed,
        page.sum("django_db_execute_many_total"),
        page.sum("django_db_query_duration_seconds_count"),
        page.by("django_db_queries_total", "operation"),
        page.by("django_db_errors_total", "type"),
        page.by("django_model_inserts_total", "model"),
        page.by("django_model_updates_total", "model"),
        page.by("django_model_deletes_total", "model"));
  }

  /** Returns the empty expectation. */
  static Counts none() {
    return new Counts(0, 0, 0, Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
  }

  /** And so many statements, each executed and timed by itself. */
  Counts executed(String operation, int times) {
    return new Counts(
        executed + times,
        many,
        timed + times,
        plus(operations, operation, times),
        errors,
        inserts,
        updates,
        deletes);
  }

  /** And rows of a batch, without its duration. */
  Counts rows(String operation, int rows) {
    return new Counts(
        executed + rows,
        many + rows,
        timed,
        plus(operations, operation, rows),
        errors,
        inserts,
        updates,
        deletes);
  }

  /** And the duration of a batch. */
  Counts batchTimed() {
    return new Counts(executed, many, timed + 1, operations, errors, inserts, updates, deletes);
  }

  Counts error(String type) {
    return new Counts(
        executed, many, timed, operations, plus(errors, type, 1), inserts, updates, deletes);
  }

  Counts inserted(String model, int times) {
    return new Counts(
        executed, many, timed, operations, errors, plus(inserts, model, times), updates, deletes);
  }

  Counts updated(String model, int times) {
    return new Counts(
        executed, many, timed, operations, errors, inserts, plus(updates, model, times), deletes);
  }

  Counts deleted(String model, int times) {
    return new Counts(
        executed, many, timed, operations, errors, inserts, updates, plus(deletes, model, times));
  }

  private static Map<String, Double> plus(Map<String, Double> counts, String name, int times) {
    Map<String, Double> sum = new TreeMap<>(counts);
    sum.merge(name, (double) times, Double::sum);
    return sum;
  }
}
