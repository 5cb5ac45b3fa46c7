package io.upstream.metrics.monitoring.panel;

import static io.upstream.metrics.tools.promql.Window.H1;
import static io.upstream.metrics.tools.promql.Window.M5;

import io.upstream.metrics.catalog.AlertFamilies;
import io.upstream.metrics.catalog.AlertFamilies.CreatedLabels;
import io.upstream.metrics.catalog.AlertFamilies.SuppressedLabels;
import io.upstream.metrics.catalog.ApiFamilies;
import io.upstream.metrics.catalog.ApiFamilies.CallLabels;
import io.upstream.metrics.catalog.ApiFamilies.RateLimitLabels;
import io.upstream.metrics.catalog.DriftFamilies;
import io.upstream.metrics.catalog.DriftFamilies.DenialLabels;
import io.upstream.metrics.catalog.DriftFamilies.DetectedLabels;
import io.upstream.metrics.catalog.DriftFamilies.PaymentDelayLabels;
import io.upstream.metrics.catalog.QualityFamilies;
import io.upstream.metrics.catalog.QualityFamilies.CheckLabels;
import io.upstream.metrics.catalog.QualityFamilies.IngestedLabels;
import io.upstream.metrics.catalog.ReportFamilies;
import io.upstream.metrics.catalog.ReportFamilies.ReportLabels;
import io.upstream.metrics.monitoring.query.AlertQueries;
import io.upstream.metrics.monitoring.query.CacheQueries;
import io.upstream.metrics.monitoring.query.DriftQueries;
import io.upstream.metrics.monitoring.query.QualityQueries;
import io.upstream.metrics.monitoring.threshold.Thresholds;
import io.upstream.metrics.tools.Dashboard;
import io.upstream.metrics.tools.Dashboard.Row;
import io.upstream.metrics.tools.Panel;
import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Quantile;
import io.upstream.metrics.tools.promql.Series;
import java.util.List;

/** The panels of the products' own work. */
public final class BusinessPanels {

  public static final Dashboard BUSINESS =
      new Dashboard(
          "upstream-business",
          "business",
          "Upstream Business Metrics",
          "What the products found, told and were given; for all customers or for one.",
          "upstream",
          Services.ALL.selector(),
          List.of(
              Row.of(
                  "Alerts and their delivery",
                  Panel.of(
                          "I13",
                          "Alert creation rate by product",
                          "Alerts created each second, over the last hour.",
                          "ops")
                      .line(
                          Series.of(AlertFamilies.CREATED)
                              .rate(H1)
                              .sum()
                              .by(CreatedLabels::product),
                          "{{product}}"),
                  Panel.of(
                          "I14",
                          "Alert delivery success rate",
                          "Share of attempted notifications that arrived, over the last hour.",
                          "percentunit")
                      .line(AlertQueries.DELIVERY_RATIO, "delivered")
                      .badBelow(1 - Thresholds.COMMITTED.of("AlertDeliveryFailures").ratio()),
                  Panel.of(
                          "U32",
                          "Failed deliveries by channel",
                          "Notifications that failed each second, over the last hour.",
                          "ops")
                      .line(
                          Series.of(AlertFamilies.FAILED)
                              .rate(H1)
                              .sum()
                              .by(AlertFamilies.FailedLabels::channelType),
                          "{{channel_type}}"),
                  Panel.of(
                          "U10",
                          "Suppressed alerts",
                          "Alerts held back on purpose each second, by reason.",
                          "ops")
                      .line(
                          Series.of(AlertFamilies.SUPPRESSED)
                              .rate(H1)
                              .sum()
                              .by(SuppressedLabels::reason),
                          "{{reason}}")),
              Row.of(
                  "Drift and signals",
                  Panel.of(
                          "I15",
                          "Drift event detection rate",
                          "Drift events each second, by what drifted, over the last hour.",
                          "ops")
                      .line(DriftQueries.BY_TYPE, "{{drift_type}}"),
                  Panel.of(
                          "U08",
                          "Drift by customer",
                          "The ten customers with the most drift in the whole range of time: whose payers"
                              + " change.",
                          "short")
                      .as(Panel.Shape.BARGAUGE)
                      .line(
                          HttpPanels.top(
                              Series.of(DriftFamilies.DETECTED)
                                  .increase(H1.orWholeRange())
                                  .sum()
                                  .by(DetectedLabels::customerId)),
                          "{{customer_id}}"),
                  Panel.of(
                          "U09",
                          "Signals",
                          "Payment delay and denial signals each second, over the last hour.",
                          "ops")
                      .line(
                          Series.of(DriftFamilies.PAYMENT_DELAY_SIGNALS)
                              .rate(H1)
                              .sum()
                              .by(PaymentDelayLabels::severity),
                          "delay {{severity}}")
                      .line(
                          Series.of(DriftFamilies.DENIAL_SIGNALS)
                              .rate(H1)
                              .sum()
                              .by(DenialLabels::signalType),
                          "denial {{signal_type}}")),
              Row.of(
                  "Data",
                  Panel.of(
                          "I16",
                          "Data quality scores",
                          "The lowest score among the instances, for each customer and aspect; the twenty"
                              + " lowest. The line is the threshold of DataQualityDegraded.",
                          "percentunit")
                      .line(
                          Expr.bottom(20, QualityQueries.WORST), "{{customer_id}} {{metric_type}}")
                      .badBelow(Thresholds.COMMITTED.of("DataQualityDegraded").number("score")),
                  Panel.of(
                          "I17",
                          "Ingestion throughput",
                          "Claim records each second, by how they ended.",
                          "rps")
                      .line(
                          Series.of(QualityFamilies.INGESTED)
                              .rate(M5)
                              .sum()
                              .by(IngestedLabels::status),
                          "{{status}}"),
                  Panel.of(
                          "U33",
                          "Ingestion time (p95)",
                          "95 % of the ingestions of a customer took no longer, over the last hour; the"
                              + " ten slowest customers.",
                          "s")
                      .line(
                          HttpPanels.top(
                              Quantile.of(0.95, QualityFamilies.INGESTION, H1)
                                  .by(QualityFamilies.CustomerLabels::customerId)),
                          "{{customer_id}}"),
                  Panel.of(
                          "U11",
                          "Failed quality checks",
                          "Checks that failed each second, by what they look for.",
                          "ops")
                      .line(
                          Series.of(QualityFamilies.CHECKS_FAILED)
                              .rate(H1)
                              .sum()
                              .by(CheckLabels::checkType),
                          "{{check_type}}")),
              Row.of(
                  "Reports and API",
                  Panel.of(
                          "I18",
                          "Report generation rates",
                          "Reports each second, by type, over the last hour.",
                          "ops")
                      .line(
                          Series.of(ReportFamilies.GENERATED)
                              .rate(H1)
                              .sum()
                              .by(ReportLabels::reportType),
                          "{{report_type}}"),
                  Panel.of(
                          "U34",
                          "Failed reports",
                          "Reports that failed each second, by type, over the last hour.",
                          "ops")
                      .line(
                          Series.of(ReportFamilies.FAILED)
                              .rate(H1)
                              .sum()
                              .by(ReportFamilies.FailedLabels::reportType),
                          "{{report_type}}"),
                  Panel.of(
                          "U12",
                          "API calls and refusals",
                          "Calls each second by endpoint, and those that a rate limit refused; the ten"
                              + " busiest of each.",
                          "reqps")
                      .line(
                          HttpPanels.top(
                              Series.of(ApiFamilies.CALLS).rate(M5).sum().by(CallLabels::endpoint)),
                          "{{endpoint}}")
                      .line(
                          HttpPanels.top(
                              Series.of(ApiFamilies.RATE_LIMIT_HITS)
                                  .rate(M5)
                                  .sum()
                                  .by(RateLimitLabels::endpoint)),
                          "{{endpoint}} refused"),
                  Panel.of(
                          "U13",
                          "Cache effectiveness",
                          "Share of reads that found something, by kind of key.",
                          "percentunit")
                      .line(CacheQueries.RATIO_BY_KEY, "{{cache_key_prefix}}"))));

  private BusinessPanels() {}
}
