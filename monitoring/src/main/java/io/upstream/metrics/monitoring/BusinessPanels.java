package io.upstream.metrics.monitoring;

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
import io.upstream.metrics.tools.promql.Series;
import java.util.List;

/** What is shown of the products' own work. */
final class BusinessPanels {

  static final Dashboard BUSINESS =
      new Dashboard(
          "upstream-business",
          "business",
          "Upstream Business Metrics",
          "What the products found, told and were given; for all customers or for one.",
          List.of(
              Panel.of(
                      "I13",
                      "Alert creation rate by product",
                      "Alerts created each second, over the last hour.",
                      "ops")
                  .line(
                      Series.of(AlertFamilies.CREATED).rate(H1).sum().by(CreatedLabels::product),
                      "{{product}}"),
              Panel.of(
                      "I14",
                      "Alert delivery success rate",
                      "Share of attempted notifications that arrived, over the last hour.",
                      "percentunit")
                  .line(AlertQueries.DELIVERY_RATIO, "delivered"),
              Panel.of(
                      "I15",
                      "Drift event detection rate",
                      "Drift events each second, by what drifted, over the last hour.",
                      "ops")
                  .line(DriftQueries.BY_TYPE, "{{drift_type}}"),
              Panel.of(
                      "I16",
                      "Data quality scores",
                      "The lowest score among the instances, for each customer and aspect.",
                      "percentunit")
                  .line(QualityQueries.WORST, "{{customer_id}} {{metric_type}}"),
              Panel.of(
                      "I17",
                      "Ingestion throughput",
                      "Claim records each second, by how they ended.",
                      "rps")
                  .line(
                      Series.of(QualityFamilies.INGESTED).rate(M5).sum().by(IngestedLabels::status),
                      "{{status}}"),
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
                      "U08",
                      "Drift by customer",
                      "The ten customers with the most drift in the last hour: whose payers change.",
                      "short")
                  .as(Panel.Shape.BARGAUGE)
                  .line(
                      HttpPanels.top(
                          Series.of(DriftFamilies.DETECTED)
                              .increase(H1)
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
                      "denial {{signal_type}}"),
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
                      "{{reason}}"),
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
                      "{{check_type}}"),
              Panel.of(
                      "U12",
                      "API calls and refusals",
                      "Calls each second by endpoint, and those a rate limit refused.",
                      "reqps")
                  .line(
                      Series.of(ApiFamilies.CALLS).rate(M5).sum().by(CallLabels::endpoint),
                      "{{endpoint}}")
                  .line(
                      Series.of(ApiFamilies.RATE_LIMIT_HITS)
                          .rate(M5)
                          .sum()
                          .by(RateLimitLabels::endpoint),
                      "{{endpoint}} refused"),
              Panel.of(
                      "U13",
                      "Cache effectiveness",
                      "Share of reads that found something, by kind of key.",
                      "percentunit")
                  .line(CacheQueries.RATIO_BY_KEY, "{{cache_key_prefix}}")));

  private BusinessPanels() {}
}
