package io.upstream.metrics.monitoring.query;

import static io.upstream.metrics.catalog.QualityFamilies.CHECKS_FAILED;
import static io.upstream.metrics.catalog.QualityFamilies.INGESTED;
import static io.upstream.metrics.catalog.QualityFamilies.SCORE;
import static io.upstream.metrics.tools.promql.Window.H1;
import static io.upstream.metrics.tools.promql.Window.H24;
import static io.upstream.metrics.tools.promql.Window.M5;

import io.upstream.metrics.catalog.QualityFamilies.CheckLabels;
import io.upstream.metrics.catalog.QualityFamilies.IngestedLabels;
import io.upstream.metrics.catalog.QualityFamilies.ScoreLabels;
import io.upstream.metrics.label.IngestionStatus;
import io.upstream.metrics.label.QualityMetric;
import io.upstream.metrics.tools.Query;
import io.upstream.metrics.tools.promql.Aggregate;
import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Series;
import java.util.List;

/** Questions about claim data. */
public final class QualityQueries {

  /** Each instance keeps the score that it saw last; the worst of them is the one to act on. */
  public static final Aggregate<ScoreLabels> WORST =
      Series.of(SCORE).min().by(ScoreLabels::customerId, ScoreLabels::metricType);

  static final Expr INGESTED_PER_SECOND = Series.of(INGESTED).rate(M5).sum();

  private static final String TOPIC = "Data quality and ingestion";
  private static final String INSTANCES =
      "Each instance keeps the score that it computed last; the lowest is the one to act on.";

  static final List<Query> ALL =
      List.of(
          new Query(
              "P07",
              TOPIC,
              "How complete is a customer's data?",
              Series.of(SCORE)
                  .where(ScoreLabels::customerId, "123")
                  .where(ScoreLabels::metricType, QualityMetric.COMPLETENESS)
                  .min()
                  .by(ScoreLabels::customerId, ScoreLabels::metricType),
              INSTANCES),
          new Query(
              "P31",
              TOPIC,
              "How good is each customer's data?",
              WORST.avg().by(ScoreLabels::customerId),
              INSTANCES),
          new Query(
              "P32",
              TOPIC,
              "How good was it over the last day?",
              Series.of(SCORE)
                  .average(H24)
                  .avg()
                  .by(ScoreLabels::customerId, ScoreLabels::metricType)),
          new Query("P33", TOPIC, "How many records come in each second?", INGESTED_PER_SECOND),
          new Query(
              "P34",
              TOPIC,
              "Which percentage of them is accepted?",
              Series.of(INGESTED)
                  .where(IngestedLabels::status, IngestionStatus.SUCCESS)
                  .rate(M5)
                  .sum()
                  .orZero()
                  .over(INGESTED_PER_SECOND.above(0))
                  .times(100),
              "Empty while nothing comes in. `partial` counts as not accepted."),
          new Query(
              "P35",
              TOPIC,
              "Which quality checks fail?",
              Series.of(CHECKS_FAILED).rate(H1).sum().by(CheckLabels::checkType)));

  private QualityQueries() {}
}
