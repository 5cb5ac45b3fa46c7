package io.upstream.metrics.monitoring.panel;

import static io.upstream.metrics.catalog.HttpFamilies.IN_PROGRESS;
import static io.upstream.metrics.tools.promql.Window.M5;

import io.upstream.metrics.catalog.CacheFamilies;
import io.upstream.metrics.catalog.HttpFamilies;
import io.upstream.metrics.catalog.HttpFamilies.StatusLabels;
import io.upstream.metrics.catalog.HttpFamilies.StatusViewMethodLabels;
import io.upstream.metrics.catalog.HttpFamilies.ViewTransportMethodLabels;
import io.upstream.metrics.monitoring.query.BothVocabularies;
import io.upstream.metrics.monitoring.query.CacheQueries;
import io.upstream.metrics.monitoring.query.DbQueries;
import io.upstream.metrics.monitoring.query.HttpQueries;
import io.upstream.metrics.monitoring.query.Recordings;
import io.upstream.metrics.monitoring.threshold.Thresholds;
import io.upstream.metrics.tools.Dashboard;
import io.upstream.metrics.tools.Dashboard.Row;
import io.upstream.metrics.tools.Panel;
import io.upstream.metrics.tools.Panel.Shape;
import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Series;
import io.upstream.metrics.tools.promql.Window;
import java.util.List;

/** The panels of requests. */
public final class HttpPanels {

  private static final Thresholds.Rule ERRORS = Thresholds.COMMITTED.of("HighErrorRate");
  private static final Thresholds.Rule LATENCY = Thresholds.COMMITTED.of("HighLatency");
  private static final Thresholds.Rule BURNS = Thresholds.COMMITTED.of("HttpErrorBudgetBurnsFast");
  private static final Window ALL_OF_IT = M5.orWholeRange();
  private static final String MONTH = "30d";

  static final Dashboard OVERVIEW =
      new Dashboard(
          "upstream-overview",
          "upstream-dashboard",
          "Upstream Application Monitoring",
          "The four numbers to look at first: traffic, latency, failures, statements.",
          "upstream",
          Services.ALL.selector(),
          List.of(
              Row.of(
                  "Overview",
                  Panel.of(
                          "I29",
                          "HTTP request rate",
                          "Requests answered each second, by method. The scrapes of the metrics"
                              + " page are not among them where this library mounts the page.",
                          "reqps")
                      .line(HttpQueries.RATE_BY_METHOD, "{{method}}"),
                  Panel.of(
                          "I30",
                          "Request latency (p95)",
                          "95 % of a view's requests are answered within this time; the ten slowest"
                              + " views.",
                          "s")
                      .line(top(BothVocabularies.latency(0.95, "view")), "{{view}}")
                      .badAbove(LATENCY.number("seconds")),
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
                      .line(DbQueries.RATE, "statements"))));

  public static final Dashboard API =
      new Dashboard(
          "upstream-api",
          "api-overview",
          "Upstream API Overview",
          "Requests: whether they are broken, how many, how fast, how many fail, which endpoints.",
          "upstream",
          Services.ALL.selector(),
          List.of(isItBroken(), traffic(), endpoints(), bodies(), caches(), overWeeks()));

  private HttpPanels() {}

  private static Row isItBroken() {
    return Row.of(
        "Is it broken?",
        Panel.of(
                "U20",
                "Instances up",
                "Share of the instances that Prometheus can scrape; below 100 % somebody is down.",
                "percentunit")
            .as(Shape.STAT)
            .line(Series.everyones("up").avg(), "up")
            .badBelow(1),
        Panel.of(
                "U21", "Error share", "5xx among all responses of the last minutes.", "percentunit")
            .as(Shape.STAT)
            .line(errorShare(), "5xx")
            .badAbove(ERRORS.ratio()),
        Panel.of("U22", "p95", "95 % of all requests are answered within this time.", "s")
            .as(Shape.STAT)
            .line(BothVocabularies.latency(0.95), "p95")
            .badAbove(LATENCY.number("seconds")),
        Panel.of(
                "U23",
                "Burn rate",
                "How many times faster than 99.9 % allows the error budget is spent, over an hour,"
                    + " by the worst service.",
                "short")
            .as(Shape.STAT)
            .line(
                Series.recorded(Recordings.errorRatioName(Window.H1))
                    .over(Recordings.ERROR_BUDGET)
                    .max("job"),
                "{{job}}")
            .badAbove(BURNS.number("speed")),
        Panel.of("U24", "Firing alerts", "Alerts of these services that fire now.", "short")
            .as(Shape.STAT)
            .line(Series.firing().count().orZero(), "alerts")
            .badAbove(1));
  }

  private static Row traffic() {
    return Row.of(
        "Traffic, errors, latency",
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
                "Half, 95 % and 99 % of all requests are answered within this time. The line is the"
                    + " threshold of HighLatency.",
                "s")
            .line(BothVocabularies.latency(0.5), "p50")
            .line(BothVocabularies.latency(0.95), "p95")
            .line(BothVocabularies.latency(0.99), "p99")
            .badAbove(LATENCY.number("seconds")),
        Panel.of(
                "U01",
                "Share of failed requests",
                "5xx among all responses. The line is the threshold of HighErrorRate.",
                "percentunit")
            .line(errorShare(), "5xx")
            .badAbove(ERRORS.ratio()),
        Panel.of(
                "U25",
                "Share of failed requests by instance",
                "5xx among all responses of an instance; the ten worst. One bad instance among many"
                    + " hardly moves the job's share.",
                "percentunit")
            .line(top(errorShareByInstance()), "{{instance}}")
            .badAbove(Thresholds.COMMITTED.of("InstanceErrorRateHigh").ratio()),
        Panel.of(
                "U02",
                "Requests in progress",
                "Requests being answered now, by instance. What never comes down hangs.",
                "short")
            .line(Series.of(IN_PROGRESS).sum().byInstance(), "{{instance}}"));
  }

  private static Row endpoints() {
    return Row.of(
        "Endpoints, over the whole range of time",
        Panel.of(
                "I04",
                "Top endpoints by traffic",
                "The ten views with the most requests each second.",
                "reqps")
            .as(Shape.BARGAUGE)
            .line(
                top(
                    Series.of(HttpFamilies.REQUESTS_BY_VIEW)
                        .rate(ALL_OF_IT)
                        .sum()
                        .by(ViewTransportMethodLabels::view)),
                "{{view}}"),
        Panel.of(
                "I05",
                "Top endpoints by latency",
                "The ten views whose 95th percentile is the highest.",
                "s")
            .as(Shape.BARGAUGE)
            .line(top(BothVocabularies.latencyOver(0.95, ALL_OF_IT, "view")), "{{view}}")
            .badAbove(LATENCY.number("seconds")),
        Panel.of(
                "I06",
                "Top endpoints by errors",
                "The ten views with the most 5xx each second; empty is the good answer.",
                "reqps")
            .as(Shape.BARGAUGE)
            .line(
                top(
                    HttpQueries.errors("5..")
                        .rate(ALL_OF_IT)
                        .sum()
                        .by(StatusViewMethodLabels::view)),
                "{{view}}"),
        Panel.of(
                "U03",
                "Exceptions by view",
                "Requests each second whose handler let an exception escape; the ten worst views.",
                "reqps")
            .line(top(BothVocabularies.exceptionsByView().sum().keeping("view")), "{{view}}"));
  }

  private static Row bodies() {
    return Row.of(
        "Bodies",
        Panel.of(
                "U04",
                "Bytes in bodies",
                "Bytes each second in the bodies of requests and responses.",
                "Bps")
            .line(BothVocabularies.requestBytes().sum(), "received")
            .line(BothVocabularies.responseBytes().sum(), "sent"));
  }

  private static Row caches() {
    Expr hits = BothVocabularies.cacheHits().sum().keeping("backend");
    Expr misses = BothVocabularies.cacheMisses().sum().keeping("backend");
    return Row.of(
        "Caches",
        Panel.of(
                "U26",
                "Cache hit share",
                "Reads of a cache that found something, by cache.",
                "percentunit")
            .line(
                CacheQueries.orNoughtOf(hits, misses)
                    .over(
                        CacheQueries.orNoughtOf(hits, misses)
                            .plus(CacheQueries.orNoughtOf(misses, hits))),
                "{{backend}}"),
        Panel.of(
                "U27",
                "Cache operations",
                "Reads, writes and evictions of caches each second.",
                "ops")
            .line(Series.of(CacheFamilies.GETS).rate(M5).sum(), "reads")
            .line(Series.of(CacheFamilies.SETS).rate(M5).sum(), "writes")
            .line(Series.of(CacheFamilies.DELETES).rate(M5).sum(), "evictions"));
  }

  private static Row overWeeks() {
    return Row.of(
        "The last 30 days, from recorded series",
        Panel.of("U28", "Request rate", "Requests answered each second, by service.", "reqps")
            .line(
                Series.recorded("job:django_http_requests_total_by_method:rate5m").sum().byJob(),
                "{{job}}")
            .over(MONTH),
        Panel.of(
                "U29",
                "Share of failed requests",
                "5xx among all responses over six hours each, by service. The line is what 99.9 %"
                    + " allows.",
                "percentunit")
            .line(Series.recorded(Recordings.errorRatioName(Window.H6)).max().byJob(), "{{job}}")
            .badAbove(Recordings.ERROR_BUDGET)
            .over(MONTH));
  }

  private static Expr errorShare() {
    return CacheQueries.orNoughtOf(
            HttpQueries.statuses("5..").rate(M5).sum(),
            Series.of(HttpFamilies.RESPONSES_BY_STATUS).rate(M5).sum())
        .over(Series.of(HttpFamilies.RESPONSES_BY_STATUS).rate(M5).sum());
  }

  private static Expr errorShareByInstance() {
    Expr all = Series.of(HttpFamilies.RESPONSES_BY_STATUS).rate(M5).sum().byInstance();
    return CacheQueries.orNoughtOf(HttpQueries.statuses("5..").rate(M5).sum().byInstance(), all)
        .over(all);
  }

  static Expr top(Expr expr) {
    return Expr.top(10, expr);
  }
}
