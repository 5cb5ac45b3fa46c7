package io.upstream.metrics.docs.monitoring;

import static io.upstream.metrics.docs.monitoring.SiblingFamilies.FIKO_LATENCY;
import static io.upstream.metrics.docs.monitoring.SiblingFamilies.FIKO_QUERIES;
import static io.upstream.metrics.docs.monitoring.SiblingFamilies.FIKO_QUEUE;
import static io.upstream.metrics.docs.monitoring.SiblingFamilies.FIKO_REQUESTS;
import static io.upstream.metrics.docs.monitoring.SiblingFamilies.MODULE_LATENCY;
import static io.upstream.metrics.docs.monitoring.SiblingFamilies.MODULE_REQUESTS;
import static io.upstream.metrics.docs.promql.Window.M5;

import io.upstream.metrics.docs.monitoring.SiblingFamilies.FikoQueryLabels;
import io.upstream.metrics.docs.monitoring.SiblingFamilies.ModuleRequestLabels;
import io.upstream.metrics.docs.monitoring.SiblingFamilies.QueueLabels;
import io.upstream.metrics.docs.promql.Expr;
import io.upstream.metrics.docs.promql.Quantile;
import io.upstream.metrics.docs.promql.Series;
import java.util.List;

/** Questions of the two sibling platforms, in their own vocabularies. */
final class SiblingQueries {

  static final Expr FIKO_RATE = Series.of(FIKO_REQUESTS).rate(M5).sum();

  static final Expr FIKO_ERRORS = HttpQueries.statuses("5..").rate(M5).sum();

  static final Expr FIKO_P95 = Quantile.of(0.95, FIKO_LATENCY, M5);

  static final Expr FIKO_QUERIES_BY_TYPE =
      Series.of(FIKO_QUERIES).rate(M5).sum().by(FikoQueryLabels::queryType);

  static final Expr FIKO_BACKLOG = Series.of(FIKO_QUEUE).sum().by(QueueLabels::queueName);

  private static final String FIKO = "Fiko";
  private static final String MODULE = "The module template";

  static final List<Query> ALL =
      List.of(
          new Query("P55", FIKO, "How many requests are there each second?", FIKO_RATE),
          new Query("P56", FIKO, "How many of them fail with 5xx?", FIKO_ERRORS),
          new Query("P57", FIKO, "How long do 95 % of them take at most?", FIKO_P95),
          new Query("P58", FIKO, "Which statements run?", FIKO_QUERIES_BY_TYPE),
          new Query("P59", FIKO, "How much waits in each queue?", FIKO_BACKLOG),
          new Query(
              "P60",
              MODULE,
              "How many requests are there each second?",
              Series.of(MODULE_REQUESTS).rate(M5).sum()),
          new Query(
              "P61",
              MODULE,
              "How long does a request take on average?",
              Series.sumOf(MODULE_LATENCY)
                  .rate(M5)
                  .sum()
                  .over(Series.countOf(MODULE_LATENCY).rate(M5).sum())),
          new Query(
              "P62",
              MODULE,
              "Which share of the requests fails?",
              Series.of(MODULE_REQUESTS)
                  .like(ModuleRequestLabels::status, "5..")
                  .rate(M5)
                  .sum()
                  .over(Series.of(MODULE_REQUESTS).rate(M5).sum()),
              "Empty before the first failure."),
          new Query(
              "P63",
              MODULE,
              "How much memory is in use?",
              Series.of(io.upstream.metrics.catalog.ProcessFamilies.RESIDENT_MEMORY),
              "Under the standard name, whatever the vocabulary."));

  private SiblingQueries() {}
}
