package io.upstream.metrics.monitoring.query;

import static io.upstream.metrics.catalog.HttpFamilies.LATENCY;
import static io.upstream.metrics.catalog.HttpFamilies.REQUESTS_BY_METHOD;
import static io.upstream.metrics.catalog.HttpFamilies.REQUESTS_BY_VIEW;
import static io.upstream.metrics.catalog.HttpFamilies.RESPONSES_BY_STATUS;
import static io.upstream.metrics.catalog.HttpFamilies.RESPONSES_BY_VIEW;
import static io.upstream.metrics.tools.promql.Window.M5;

import io.upstream.metrics.catalog.HttpFamilies.MethodLabels;
import io.upstream.metrics.catalog.HttpFamilies.StatusLabels;
import io.upstream.metrics.catalog.HttpFamilies.StatusViewMethodLabels;
import io.upstream.metrics.catalog.HttpFamilies.ViewMethodLabels;
import io.upstream.metrics.catalog.HttpFamilies.ViewTransportMethodLabels;
import io.upstream.metrics.label.HttpMethod;
import io.upstream.metrics.label.Transport;
import io.upstream.metrics.tools.Query;
import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Quantile;
import io.upstream.metrics.tools.promql.Series;
import java.util.List;

/** Questions about requests. */
public final class HttpQueries {

  public static final Expr RATE = Series.of(REQUESTS_BY_VIEW).rate(M5).sum();

  static final Expr RATE_BY_VIEW =
      Series.of(REQUESTS_BY_VIEW).rate(M5).sum().by(ViewTransportMethodLabels::view);

  public static final Expr RATE_BY_METHOD =
      Series.of(REQUESTS_BY_METHOD).rate(M5).sum().by(MethodLabels::method);

  static final Expr SERVER_ERRORS = errors("5..").rate(M5).sum();

  /** Whole in the share's sense: by status alone there are fewer series to add up. */
  static final Expr SERVER_ERROR_RATIO =
      statuses("5..").rate(M5).sum().over(Series.of(RESPONSES_BY_STATUS).rate(M5).sum());

  public static final Expr FAILURES_BY_STATUS =
      statuses("[45]..").rate(M5).sum().by(StatusLabels::status);

  static final Expr SLOWEST_VIEWS = quantile(0.95).by(ViewMethodLabels::view);

  private static final String TRAFFIC = "Requests and errors";
  private static final String LATENCIES = "Latency";
  private static final String NAMES =
      "The view is `ControllerSimpleName#method` or a route template unless the application names"
          + " its views; match names of yours, not a package prefix.";

  static final List<Query> ALL =
      List.of(
          new Query(
              "P01",
              TRAFFIC,
              "How often was one endpoint called?",
              Series.of(REQUESTS_BY_VIEW)
                  .where(ViewTransportMethodLabels::method, HttpMethod.GET)
                  .where(ViewTransportMethodLabels::transport, Transport.HTTP)
                  .where(ViewTransportMethodLabels::view, "upstream.api.views.ClaimViewSet"),
              NAMES),
          new Query(
              "P02",
              TRAFFIC,
              "How often did it answer 400?",
              Series.of(RESPONSES_BY_VIEW)
                  .where(StatusViewMethodLabels::method, HttpMethod.POST)
                  .whereStatus(StatusViewMethodLabels::status, 400)
                  .where(StatusViewMethodLabels::view, "upstream.api.views.ClaimViewSet"),
              NAMES),
          new Query("P08", TRAFFIC, "How many requests are there each second?", RATE),
          new Query("P09", TRAFFIC, "Which endpoints get them?", RATE_BY_VIEW),
          new Query("P10", TRAFFIC, "How many of them fail with 5xx?", SERVER_ERRORS),
          new Query(
              "P11",
              TRAFFIC,
              "Which percentage is that?",
              SERVER_ERRORS.orZero().over(all()).times(100),
              "`or vector(0)` makes it 0 and not empty before the first failure."),
          new Query("P12", TRAFFIC, "How many are refused with 4xx?", errors("4..").rate(M5).sum()),
          new Query(
              "P03",
              LATENCIES,
              "How long do 95 % of the requests of each view take at most?",
              SLOWEST_VIEWS),
          new Query("P13", LATENCIES, "How long does half of all requests take?", quantile(0.5)),
          new Query("P14", LATENCIES, "How long do 95 % of them take at most?", quantile(0.95)),
          new Query("P15", LATENCIES, "And 99 %?", quantile(0.99)),
          new Query(
              "P16",
              LATENCIES,
              "How long does a request take on average?",
              Series.sumOf(LATENCY).rate(M5).sum().over(Series.countOf(LATENCY).rate(M5).sum())),
          new Query(
              "P17",
              LATENCIES,
              "Which endpoints are slow?",
              quantile(0.99).by(ViewMethodLabels::view).above(2),
              "Empty is the good answer. 2 s is a bound of the histogram, so the comparison is"
                  + " exact there."));

  private HttpQueries() {}

  static Quantile<ViewMethodLabels> quantile(double quantile) {
    return Quantile.of(quantile, LATENCY, M5);
  }

  public static Expr all() {
    return Series.of(RESPONSES_BY_VIEW).rate(M5).sum();
  }

  public static Series<StatusViewMethodLabels> errors(String statuses) {
    return Series.of(RESPONSES_BY_VIEW).like(StatusViewMethodLabels::status, statuses);
  }

  public static Series<StatusLabels> statuses(String statuses) {
    return Series.of(RESPONSES_BY_STATUS).like(StatusLabels::status, statuses);
  }
}
