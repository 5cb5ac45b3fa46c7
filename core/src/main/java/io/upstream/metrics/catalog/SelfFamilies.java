package io.upstream.metrics.catalog;

import io.upstream.metrics.label.AccessRefusal;
import io.upstream.metrics.label.CollectorName;
import io.upstream.metrics.label.DetectorName;
import io.upstream.metrics.label.FamilyName;
import io.upstream.metrics.label.FoldReason;
import io.upstream.metrics.label.LabelTypeName;
import io.upstream.metrics.label.PushTarget;
import io.upstream.metrics.label.RejectReason;
import io.upstream.metrics.label.Version;
import java.util.List;

/** Families about the library itself. */
public final class SelfFamilies {

  public static final GaugeFamily<LabelLabels> LABEL_VALUES =
      GaugeFamily.named("upstream_metrics_label_values")
          .help(
              "Distinct values of a label that are named now, beside constants and the allow-list.")
          .labels(LabelLabels.class);

  public static final GaugeFamily<LabelLabels> LABEL_BUDGET =
      GaugeFamily.named("upstream_metrics_label_budget")
          .help("Distinct values of a label that may be named.")
          .labels(LabelLabels.class);

  public static final GaugeFamily<LabelLabels> LABEL_DEMAND =
      GaugeFamily.named("upstream_metrics_label_demand")
          .help("Distinct values of a label seen so far, named or not; an estimate.")
          .labels(LabelLabels.class);

  public static final CounterFamily<LabelLabels> LABEL_NAMED =
      CounterFamily.named("upstream_metrics_label_named_total")
          .help("Values of a label that were given a place of its budget.")
          .labels(LabelLabels.class);

  public static final CounterFamily<LabelLabels> LABEL_RETURNED =
      CounterFamily.named("upstream_metrics_label_returned_total")
          .help("Values of a label that were given a place of its budget after they had left.")
          .labels(LabelLabels.class);

  public static final CounterFamily<LabelLabels> LABEL_LEFT =
      CounterFamily.named("upstream_metrics_label_left_total")
          .help("Values of a label that left: idle, released, denied or replaced.")
          .labels(LabelLabels.class);

  public static final CounterFamily<LabelLabels> LABEL_PROMOTED =
      CounterFamily.named("upstream_metrics_label_promoted_total")
          .help("Values of a label for which a weaker value gave up its place.")
          .labels(LabelLabels.class);

  public static final CounterFamily<FoldedLabels> FOLDED =
      CounterFamily.named("upstream_metrics_label_folded_total")
          .help("Label values that were folded into a reserved value, by reason.")
          .labels(FoldedLabels.class);

  public static final CounterFamily<RedactedLabels> REDACTED =
      CounterFamily.named("upstream_metrics_redacted_total")
          .help("Label values that a detector of personal data caught.")
          .labels(RedactedLabels.class);

  public static final GaugeFamily<FamilyLabels> LINES =
      GaugeFamily.named("upstream_metrics_lines")
          .help("Sample lines of a family on the page.")
          .labels(FamilyLabels.class);

  public static final GaugeFamily<NoLabels> LINE_BUDGET =
      GaugeFamily.named("upstream_metrics_line_budget")
          .help("Sample lines that all families together may have.")
          .noLabels();

  public static final GaugeFamily<NoLabels> ZERO_FIRST_HOLD =
      GaugeFamily.named("upstream_metrics_zero_first_seconds")
          .help("How long scrapers are shown 0 for a new counter or histogram.")
          .noLabels();

  public static final CounterFamily<RejectedLabels> REJECTED =
      CounterFamily.named("upstream_metrics_rejected_total")
          .help("Recordings that were refused, by reason.")
          .labels(RejectedLabels.class);

  public static final DurationFamily<NoLabels> SCRAPE_DURATION =
      DurationFamily.ofSeconds("upstream_metrics_scrape_duration_seconds")
          .buckets(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5)
          .help("Time to write a page.")
          .noLabels();

  public static final CounterFamily<CollectorLabels> SCRAPE_ERRORS =
      CounterFamily.named("upstream_metrics_scrape_errors_total")
          .help(
              "Collectors that failed while a page was written, vocabularies that failed to record.")
          .labels(CollectorLabels.class);

  public static final CounterFamily<AccessLabels> ACCESS_REFUSED =
      CounterFamily.named("upstream_metrics_access_refused_total")
          .help("Requests that the metrics endpoint turned away.")
          .labels(AccessLabels.class);

  public static final CounterFamily<PushLabels> PUSH_FAILURES =
      CounterFamily.named("upstream_metrics_push_failures_total")
          .help("Pushes that failed.")
          .labels(PushLabels.class);

  public static final GaugeFamily<BuildLabels> BUILD_INFO =
      GaugeFamily.named("upstream_metrics_build_info")
          .info()
          .help("The version of this library.")
          .labels(BuildLabels.class);

  /** All of the group, in the order of the page. */
  public static final List<Family<?>> ALL =
      List.of(
          LABEL_VALUES,
          LABEL_BUDGET,
          LABEL_DEMAND,
          LABEL_NAMED,
          LABEL_RETURNED,
          LABEL_LEFT,
          LABEL_PROMOTED,
          FOLDED,
          REDACTED,
          LINES,
          LINE_BUDGET,
          ZERO_FIRST_HOLD,
          REJECTED,
          SCRAPE_DURATION,
          SCRAPE_ERRORS,
          ACCESS_REFUSED,
          PUSH_FAILURES,
          BUILD_INFO);

  private SelfFamilies() {}

  /** The labels of a family by label type. */
  public record LabelLabels(LabelTypeName label) {}

  /** The labels of a family by family, label type and reason. */
  public record FoldedLabels(FamilyName family, LabelTypeName label, FoldReason reason) {}

  /** The labels of a family by label type and detector. */
  public record RedactedLabels(LabelTypeName label, DetectorName detector) {}

  /** The labels of a family by family. */
  public record FamilyLabels(FamilyName family) {}

  /** The labels of a family by family and reason. */
  public record RejectedLabels(FamilyName family, RejectReason reason) {}

  /** The labels of a family by collector. */
  public record CollectorLabels(CollectorName collector) {}

  /** The labels of a family by reason. */
  public record AccessLabels(AccessRefusal reason) {}

  /** The labels of a family by target. */
  public record PushLabels(PushTarget target) {}

  /** The labels of a family by version. */
  public record BuildLabels(Version version) {}
}
