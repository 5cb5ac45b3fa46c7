package io.upstream.metrics.monitoring.query;

import static io.upstream.metrics.catalog.DriftFamilies.COMPUTATION;
import static io.upstream.metrics.catalog.DriftFamilies.DETECTED;
import static io.upstream.metrics.tools.promql.Window.D1;
import static io.upstream.metrics.tools.promql.Window.H1;

import io.upstream.metrics.catalog.DriftFamilies.DetectedLabels;
import io.upstream.metrics.catalog.DriftFamilies.ProductLabels;
import io.upstream.metrics.label.SeverityLevel;
import io.upstream.metrics.tools.Query;
import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Quantile;
import io.upstream.metrics.tools.promql.Series;
import java.util.List;

/** Questions about drift. */
public final class DriftQueries {

  public static final Expr BY_TYPE =
      Series.of(DETECTED).rate(H1).sum().by(DetectedLabels::driftType);

  private static final String TOPIC = "Drift";

  static final List<Query> ALL =
      List.of(
          new Query(
              "P27",
              TOPIC,
              "How many drift events were there in the last hour?",
              Series.of(DETECTED).increase(H1).sum(),
              "A customer's first event is counted as well: its series is shown as 0 first."),
          new Query(
              "P28",
              TOPIC,
              "How often is drift strong?",
              Series.of(DETECTED)
                  .where(DetectedLabels::severityLevel, SeverityLevel.HIGH)
                  .rate(H1)
                  .sum()),
          new Query("P29", TOPIC, "What drifts?", BY_TYPE),
          new Query(
              "P30",
              TOPIC,
              "How long does the computation take at most, for 95 %?",
              Quantile.of(0.95, COMPUTATION, D1).by(ProductLabels::product),
              "It runs in batches: a short window would be empty most of the time."));

  private DriftQueries() {}
}
