package io.upstream.metrics.monitoring.query;

import static io.upstream.metrics.tools.promql.Window.M5;

import io.upstream.metrics.tools.Query;
import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Quantile;
import io.upstream.metrics.tools.promql.Series;
import io.upstream.metrics.vocabularies.fiko.FikoEventFamilies;
import io.upstream.metrics.vocabularies.fiko.FikoEventFamilies.QueryLabels;
import io.upstream.metrics.vocabularies.fiko.FikoFamilies;
import io.upstream.metrics.vocabularies.fiko.FikoFamilies.QueueLabels;
import io.upstream.metrics.vocabularies.module.ModuleEventFamilies;
import io.upstream.metrics.vocabularies.module.ModuleEventFamilies.MethodViewStatusLabels;
import java.util.List;

/** Questions of the two sibling platforms, in their own vocabularies. */
public final class SiblingQueries {

  public static final Expr FIKO_RATE = Series.of(FikoEventFamilies.REQUESTS).rate(M5).sum();

  public static final Expr FIKO_ERRORS = HttpQueries.statuses("5..").rate(M5).sum();

  public static final Expr FIKO_P95 = Quantile.of(0.95, FikoEventFamilies.REQUEST_DURATION, M5);

  public static final Expr FIKO_QUERIES_BY_TYPE =
      Series.of(FikoEventFamilies.QUERIES).rate(M5).sum().by(QueryLabels::queryType);

  public static final Expr FIKO_BACKLOG =
      Series.of(FikoFamilies.QUEUE_LENGTH).sum().by(QueueLabels::queueName);

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
              Series.of(ModuleEventFamilies.REQUESTS).rate(M5).sum()),
          new Query(
              "P61",
              MODULE,
              "How long does a request take on average?",
              Series.sumOf(ModuleEventFamilies.REQUEST_DURATION)
                  .rate(M5)
                  .sum()
                  .over(Series.countOf(ModuleEventFamilies.REQUEST_DURATION).rate(M5).sum())),
          new Query(
              "P62",
              MODULE,
              "Which share of the requests fails?",
              Series.of(ModuleEventFamilies.REQUESTS)
                  .like(MethodViewStatusLabels::status, "5..")
                  .rate(M5)
                  .sum()
                  .over(Series.of(ModuleEventFamilies.REQUESTS).rate(M5).sum()),
              "Empty before the first failure."),
          new Query(
              "P63",
              MODULE,
              "How much memory is in use?",
              Series.of(io.upstream.metrics.catalog.ProcessFamilies.RESIDENT_MEMORY),
              "Under the standard name, whatever the vocabulary."));

  private SiblingQueries() {}
}
