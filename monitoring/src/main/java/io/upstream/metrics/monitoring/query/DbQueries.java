package io.upstream.metrics.monitoring.query;

import static io.upstream.metrics.catalog.DbFamilies.EXECUTED;
import static io.upstream.metrics.catalog.DbFamilies.QUERY_DURATION;
import static io.upstream.metrics.tools.promql.Window.M10;
import static io.upstream.metrics.tools.promql.Window.M5;

import io.upstream.metrics.catalog.DbFamilies.SourceLabels;
import io.upstream.metrics.catalog.HttpFamilies;
import io.upstream.metrics.catalog.ModelFamilies;
import io.upstream.metrics.catalog.ModelFamilies.ModelLabels;
import io.upstream.metrics.tools.Query;
import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Quantile;
import io.upstream.metrics.tools.promql.Series;
import java.util.List;

/** Questions about databases and what is written to them. */
public final class DbQueries {

  public static final Expr RATE = Series.of(EXECUTED).rate(M5).sum();

  public static final Expr PER_REQUEST =
      RATE.over(Series.of(HttpFamilies.REQUESTS_BY_METHOD).rate(M5).sum());

  private static final String TOPIC = "Databases";
  private static final String SMALL =
      "The lowest bound is 1 ms: what is faster is interpolated below it.";

  static final List<Query> ALL =
      List.of(
          new Query("P18", TOPIC, "How many statements are there each second?", RATE),
          new Query("P04", TOPIC, "How long do 99 % of them take at most?", quantile(0.99), SMALL),
          new Query("P19", TOPIC, "The same, as a panel asks it", quantile(0.99)),
          new Query(
              "P20",
              TOPIC,
              "Are 5 % of the statements slower than 100 ms?",
              quantile(0.95).above(0.1),
              "Empty means no."),
          new Query(
              "P21",
              TOPIC,
              "How many statements does a request need?",
              PER_REQUEST,
              "Statements of background work are in it as well."),
          new Query(
              "P05",
              TOPIC,
              "How many rows of an entity were inserted?",
              Series.of(ModelFamilies.INSERTS).where(ModelLabels::model, "upstream.Claim"),
              "The model is the entity's name, or the table's, unless the application names it."));

  private DbQueries() {}

  static Quantile<SourceLabels> quantile(double quantile) {
    return Quantile.of(quantile, QUERY_DURATION, M10).by(SourceLabels::vendor);
  }
}
