package io.upstream.metrics.monitoring.query;

import static io.upstream.metrics.catalog.AlertFamilies.CREATED;
import static io.upstream.metrics.catalog.AlertFamilies.DELIVERED;
import static io.upstream.metrics.catalog.AlertFamilies.FAILED;
import static io.upstream.metrics.catalog.AlertFamilies.PROCESSING;
import static io.upstream.metrics.tools.promql.Window.H1;
import static io.upstream.metrics.tools.promql.Window.M10;

import io.upstream.metrics.catalog.AlertFamilies.CreatedLabels;
import io.upstream.metrics.catalog.AlertFamilies.FailedLabels;
import io.upstream.metrics.catalog.AlertFamilies.ProductLabels;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.tools.Query;
import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Quantile;
import io.upstream.metrics.tools.promql.Series;
import java.util.List;

/** Questions about the alerts that the products send. */
public final class AlertQueries {

  public static final Expr DELIVERY_RATIO =
      delivered().over(delivered().plus(Series.of(FAILED).rate(H1).sum().orZero()));

  private static final String TOPIC = "Alerts";

  static final List<Query> ALL =
      List.of(
          new Query(
              "P06",
              TOPIC,
              "How often does DriftWatch raise high alerts?",
              Series.of(CREATED)
                  .where(CreatedLabels::product, Product.DRIFT_WATCH)
                  .where(CreatedLabels::severity, Severity.HIGH)
                  .rate(H1),
              "One result for each customer and instance; `sum(..)` makes it one."),
          new Query(
              "P22",
              TOPIC,
              "How many alerts of each severity are created?",
              Series.of(CREATED).rate(H1).sum().by(CreatedLabels::severity)),
          new Query(
              "P23",
              TOPIC,
              "How many are at least high?",
              Series.of(CREATED)
                  .where(CreatedLabels::severity, Severity.HIGH, Severity.CRITICAL)
                  .rate(H1)
                  .sum(),
              "`critical` is above `high` and belongs in it."),
          new Query(
              "P24",
              TOPIC,
              "Which percentage of notifications arrives?",
              DELIVERY_RATIO.times(100),
              "Of what was attempted. One alert makes a notification for each channel, so"
                  + " notifications divided by alerts can pass 100 %."),
          new Query(
              "P25",
              TOPIC,
              "How long does sending an alert take at most, for 95 %?",
              Quantile.of(0.95, PROCESSING, M10).by(ProductLabels::product)),
          new Query(
              "P26",
              TOPIC,
              "Which channels fail?",
              Series.of(FAILED).rate(H1).sum().by(FailedLabels::channelType)));

  private AlertQueries() {}

  private static Expr delivered() {
    return Series.of(DELIVERED).rate(H1).sum();
  }
}
