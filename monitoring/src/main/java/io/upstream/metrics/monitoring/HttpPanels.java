package io.upstream.metrics.monitoring;

import static io.upstream.metrics.catalog.HttpFamilies.EXCEPTIONS;
import static io.upstream.metrics.catalog.HttpFamilies.IN_PROGRESS;
import static io.upstream.metrics.catalog.HttpFamilies.REQUEST_BYTES;
import static io.upstream.metrics.catalog.HttpFamilies.RESPONSE_BYTES;
import static io.upstream.metrics.tools.promql.Window.M5;

import io.upstream.metrics.catalog.HttpFamilies.StatusLabels;
import io.upstream.metrics.catalog.HttpFamilies.StatusViewMethodLabels;
import io.upstream.metrics.catalog.HttpFamilies.ViewLabels;
import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Series;
import java.util.List;

/** What is shown of requests. */
final class HttpPanels {

  static final Dashboard OVERVIEW =
      new Dashboard(
          "upstream-overview",
          "upstream-dashboard",
          "Upstream Application Monitoring",
          "The four numbers to look at first: traffic, latency, failures, statements.",
          List.of(
              Panel.of(
                      "I29",
                      "HTTP request rate",
                      "Requests answered each second, by method. The scrapes of the metrics page"
                          + " are not among them where the page is mounted by this library.",
                      "reqps")
                  .line(HttpQueries.RATE_BY_METHOD, "{{method}}"),
              Panel.of(
                      "I30",
                      "Request latency (p95)",
                      "95 % of a view's requests are answered within this time.",
                      "s")
                  .line(HttpQueries.SLOWEST_VIEWS, "{{view}}"),
              Panel.of(
                      "I31",
                      "Error rates (4xx, 5xx)",
                      "Responses each second that refuse the request or fail, by status.",
                      "reqps")
                  .line(
                      HttpQueries.statuses("4..|5..").rate(M5).sum().by(StatusLabels::status),
                      "{{status}}"),
              Panel.of(
                      "I32",
                      "Database query counts",
                      "Statements executed each second; a batch of n rows counts n.",
                      "ops")
                  .line(DbQueries.RATE, "statements")));

  static final Dashboard API =
      new Dashboard(
          "upstream-api",
          "api-overview",
          "Upstream API Overview",
          "Requests: how many, how fast, how many fail, and which endpoints it is.",
          List.of(
              Panel.of("I01", "Request rate (QPS)", "Requests answered each second.", "reqps")
                  .line(HttpQueries.RATE, "requests"),
              Panel.of(
                      "I02",
                      "Error rate (5xx, 4xx)",
                      "Responses each second by status, failures alone.",
                      "reqps")
                  .line(HttpQueries.FAILURES_BY_STATUS, "{{status}}"),
              Panel.of(
                      "I03",
                      "Latency percentiles (P50, P95, P99)",
                      "Half, 95 % and 99 % of all requests are answered within this time.",
                      "s")
                  .line(HttpQueries.quantile(0.5), "p50")
                  .line(HttpQueries.quantile(0.95), "p95")
                  .line(HttpQueries.quantile(0.99), "p99"),
              Panel.of(
                      "I04",
                      "Top endpoints by traffic",
                      "The ten views with the most requests each second.",
                      "reqps")
                  .as(Panel.Shape.BARGAUGE)
                  .line(top(HttpQueries.RATE_BY_VIEW), "{{view}}"),
              Panel.of(
                      "I05",
                      "Top endpoints by latency",
                      "The ten views whose 95th percentile is the highest.",
                      "s")
                  .as(Panel.Shape.BARGAUGE)
                  .line(top(HttpQueries.SLOWEST_VIEWS), "{{view}}"),
              Panel.of(
                      "I06",
                      "Top endpoints by errors",
                      "The ten views with the most 5xx each second; empty is the good answer.",
                      "reqps")
                  .as(Panel.Shape.BARGAUGE)
                  .line(
                      top(
                          HttpQueries.errors("5..")
                              .rate(M5)
                              .sum()
                              .by(StatusViewMethodLabels::view)),
                      "{{view}}"),
              Panel.of(
                      "U01",
                      "Share of failed requests",
                      "5xx among all responses. The alert HighErrorRate fires above 5 %.",
                      "percentunit")
                  .line(HttpQueries.SERVER_ERROR_RATIO, "5xx"),
              Panel.of(
                      "U02",
                      "Requests in progress",
                      "Requests being answered now, on all instances.",
                      "short")
                  .line(Series.of(IN_PROGRESS).sum(), "in progress"),
              Panel.of(
                      "U03",
                      "Exceptions by view",
                      "Requests each second whose handler let an exception escape.",
                      "reqps")
                  .line(Series.of(EXCEPTIONS).rate(M5).sum().by(ViewLabels::view), "{{view}}"),
              Panel.of(
                      "U04",
                      "Bytes in bodies",
                      "Bytes each second in the bodies of requests and responses.",
                      "Bps")
                  .line(Series.of(REQUEST_BYTES).rate(M5).sum(), "received")
                  .line(Series.of(RESPONSE_BYTES).rate(M5).sum(), "sent")));

  private HttpPanels() {}

  static Expr top(Expr expr) {
    return Expr.call("topk", Expr.number(10), expr);
  }
}
