package io.upstream.metrics.monitoring;

import io.upstream.metrics.catalog.AlertFamilies;
import io.upstream.metrics.catalog.ApiFamilies;
import io.upstream.metrics.catalog.CacheFamilies;
import io.upstream.metrics.catalog.DbFamilies;
import io.upstream.metrics.catalog.DriftFamilies;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.HttpFamilies;
import io.upstream.metrics.catalog.JobFamilies;
import io.upstream.metrics.catalog.Label;
import io.upstream.metrics.catalog.LabelKind;
import io.upstream.metrics.catalog.ModelFamilies;
import io.upstream.metrics.catalog.ProcessFamilies;
import io.upstream.metrics.catalog.QualityFamilies;
import io.upstream.metrics.catalog.ReportFamilies;
import io.upstream.metrics.catalog.SelfFamilies;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Notes about a family beyond its declaration: what records it, and an example line. */
final class FamilyNotes {

  private static final Map<Family<?>, String> VERBS = verbs();

  private static final Map<String, String> SAMPLES =
      Map.ofEntries(
          Map.entry("customer_id", "acme"),
          Map.entry("view", "ClaimController#list"),
          Map.entry("endpoint", "/claims/{id}"),
          Map.entry("alias", "claims"),
          Map.entry("vendor", "postgresql"),
          Map.entry("model", "Claim"),
          Map.entry("backend", "profiles"),
          Map.entry("error_type", "SocketTimeoutException"),
          Map.entry("signal_type", "denial_spike"),
          Map.entry("job_type", "drift_detection"),
          Map.entry("report_type", "drift_summary"),
          Map.entry("queue_name", "exports"),
          Map.entry("throttle_class", "burst"),
          Map.entry("cache_key_prefix", "claims"),
          Map.entry("family", "upstream_alert_created_total"),
          Map.entry("label", "customer_id"),
          Map.entry("detector", "email"),
          Map.entry("collector", "orders"),
          Map.entry("version", "0.1.0"));

  private FamilyNotes() {}

  /** Returns what records a family. */
  static String fedBy(Family<?> family) {
    String verb = VERBS.get(family);
    if (verb != null) {
      return verb;
    }
    if (HttpFamilies.ALL.contains(family)) {
      return "`MetricsFilter`";
    }
    if (DbFamilies.ALL.contains(family)) {
      return "`UpstreamDataSource`";
    }
    if (ModelFamilies.ALL.contains(family)) {
      return "`UpstreamDataSource`, Hibernate's events";
    }
    if (CacheFamilies.ALL.contains(family)) {
      return "the cache adapters, `recorder.events().cache(..)`";
    }
    if (ProcessFamilies.ALL.contains(family)) {
      return "client_java's collectors";
    }
    return SelfFamilies.ALL.contains(family)
        ? "the library"
        : "the application, `recorder.%s(..)`"
            .formatted(family.type().name().toLowerCase(Locale.ROOT));
  }

  /** A line as a page has it. */
  static String example(Family<?> family) {
    Set<Label> labels =
        family.schema().labels().stream()
            .sorted(Comparator.comparing(Label::name))
            .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
    String suffix = family instanceof HistogramFamily<?> ? "_bucket" : "";
    String text =
        labels.stream()
            .map(label -> label.name() + "=\"" + sample(label) + "\"")
            .collect(Collectors.joining(","));
    if (family instanceof HistogramFamily<?> histogram) {
      text += (text.isEmpty() ? "" : ",") + "le=\"" + histogram.bounds()[0] + "\"";
    }
    return family.name() + suffix + (text.isEmpty() ? "" : "{" + text + "}") + " 1.0";
  }

  private static String sample(Label label) {
    if (label.kind() == LabelKind.CLOSED) {
      return label.closedValues().get(0);
    }
    return label.kind() == LabelKind.STATUS ? "200" : SAMPLES.getOrDefault(label.name(), "claims");
  }

  private static Map<Family<?>, String> verbs() {
    Map<Family<?>, String> verbs = new LinkedHashMap<>();
    verbs.put(AlertFamilies.CREATED, "`trackAlertCreated`");
    verbs.put(AlertFamilies.DELIVERED, "`trackAlertDelivered`");
    verbs.put(AlertFamilies.FAILED, "`trackAlertFailed`");
    verbs.put(AlertFamilies.PROCESSING, "`timeAlertProcessing`");
    verbs.put(AlertFamilies.SUPPRESSED, "`trackAlertSuppressed`");
    verbs.put(DriftFamilies.DETECTED, "`trackDriftEvent`");
    verbs.put(DriftFamilies.COMPUTATION, "`timeDriftComputation`");
    verbs.put(DriftFamilies.PAYMENT_DELAY_SIGNALS, "`trackPaymentDelaySignal`");
    verbs.put(DriftFamilies.DENIAL_SIGNALS, "`trackDenialSignal`");
    verbs.put(QualityFamilies.SCORE, "`trackDataQualityScore`");
    verbs.put(QualityFamilies.CHECKS_FAILED, "`trackDataQualityCheckFailed`");
    verbs.put(QualityFamilies.INGESTED, "`trackIngestion`");
    verbs.put(QualityFamilies.INGESTION, "`timeIngestion`");
    verbs.put(JobFamilies.STARTED, "`startJob`, `runJob`");
    verbs.put(JobFamilies.COMPLETED, "`JobRun.succeeded`, `runJob`");
    verbs.put(JobFamilies.FAILED, "`JobRun.failed`, `runJob`");
    verbs.put(JobFamilies.DURATION, "`JobRun`, `runJob`");
    verbs.put(JobFamilies.RUNNING, "`JobRun`, `runJob`");
    verbs.put(JobFamilies.OLDEST_START, "`JobRun`, `runJob`");
    verbs.put(ReportFamilies.GENERATED, "`trackReportGenerated`");
    verbs.put(ReportFamilies.GENERATION, "`timeReport`");
    verbs.put(ReportFamilies.FAILED, "`trackReportFailed`");
    verbs.put(ApiFamilies.CALLS, "`trackApiCall`");
    verbs.put(ApiFamilies.RATE_LIMIT_HITS, "`trackRateLimitHit`");
    verbs.put(ApiFamilies.CACHE_HITS, "`trackCacheHit`");
    verbs.put(ApiFamilies.CACHE_MISSES, "`trackCacheMiss`");
    return Map.copyOf(verbs);
  }
}
