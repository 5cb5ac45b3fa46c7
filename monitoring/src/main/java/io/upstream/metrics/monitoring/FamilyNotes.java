package io.upstream.metrics.monitoring;

import io.upstream.metrics.catalog.CacheFamilies;
import io.upstream.metrics.catalog.DbFamilies;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.HttpFamilies;
import io.upstream.metrics.catalog.JobFamilies;
import io.upstream.metrics.catalog.Label;
import io.upstream.metrics.catalog.LabelKind;
import io.upstream.metrics.catalog.ModelFamilies;
import io.upstream.metrics.catalog.ProcessFamilies;
import io.upstream.metrics.catalog.SelfFamilies;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Notes about a family beyond its declaration: what records it, and an example line. */
final class FamilyNotes {

  // Lists which calls on a job's run change the families of jobs.
  private static final Map<Family<?>, String> RUNS =
      Map.of(
          JobFamilies.STARTED, "`startJob`, `runJob`",
          JobFamilies.COMPLETED, "`JobRun.succeeded`, `runJob`",
          JobFamilies.FAILED, "`JobRun.failed`, `runJob`",
          JobFamilies.DURATION, "`JobRun`, `runJob`",
          JobFamilies.RUNNING, "`JobRun`, `runJob`",
          JobFamilies.OLDEST_START, "`JobRun`, `runJob`");

  private static final Map<String, Set<String>> VERBS = verbs();

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
    String run = RUNS.get(family);
    if (run != null) {
      return run;
    }
    Set<String> verbs = VERBS.get(family.name());
    if (verbs != null) {
      return String.join(", ", verbs);
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

  /** Returns a line as a page has it. */
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

  /**
   * Returns the verbs by the names of their families, from what core's tests have seen each verb
   * move.
   */
  private static Map<String, Set<String>> verbs() {
    Map<String, Set<String>> verbs = new HashMap<>();
    for (String line : lines("/verbs.txt")) {
      String[] parts = line.split("[( {]"); // verb(types) name{labels}
      String name = parts[2].replaceAll("_count$", "");
      verbs.computeIfAbsent(name, any -> new TreeSet<>()).add("`" + parts[0] + "`");
    }
    return verbs;
  }

  private static List<String> lines(String resource) {
    try (InputStream in = FamilyNotes.class.getResourceAsStream(resource)) {
      return new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
