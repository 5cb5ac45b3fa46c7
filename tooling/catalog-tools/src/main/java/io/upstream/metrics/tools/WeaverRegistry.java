package io.upstream.metrics.tools;

import static io.upstream.metrics.tools.Documents.map;

import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.FamilyType;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.Label;
import io.upstream.metrics.catalog.LabelKind;
import io.upstream.metrics.catalog.NativeResolution;
import io.upstream.metrics.catalog.UpDownFamily;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The catalogue as a registry of OpenTelemetry's weaver (definition syntax version 2), so that
 * services in other languages can generate from the same source.
 *
 * <p>Annotations contain the facts for which OpenTelemetry has no field: the name on a Prometheus
 * page, a histogram's buckets, the budget of an open label, and whether a label may contain
 * personal data.
 */
final class WeaverRegistry {

  private WeaverRegistry() {}

  static String render(MetricsCatalogue catalogue) {
    Map<String, Object> attributes = new TreeMap<>();
    List<Object> metrics = new ArrayList<>();
    for (Family<?> family : catalogue.families()) {
      List<Object> references = new ArrayList<>();
      for (Label label : family.schema().labels()) {
        String key = key(catalogue, label);
        attributes.putIfAbsent(key, attribute(key, label));
        references.add(map("ref", key, "requirement_level", "required"));
      }
      metrics.add(metric(catalogue, family, references));
    }
    return Documents.yaml(
        GeneratedFiles.HEADING,
        map(
            "file_format",
            "definition/2",
            "attributes",
            List.copyOf(attributes.values()),
            "metrics",
            metrics));
  }

  // Labels of one name may have different types in different families.
  private static String key(MetricsCatalogue catalogue, Label label) {
    boolean shared =
        catalogue.families().stream()
            .flatMap(family -> family.schema().labels().stream())
            .filter(each -> each.name().equals(label.name()))
            .allMatch(each -> each.type() == label.type());
    String name = catalogue.name().replace('-', '_') + "." + label.name();
    return shared ? name : name + "." + label.type().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> attribute(String key, Label label) {
    Map<String, Object> attribute =
        map("key", key, "type", type(label), "brief", brief(label), "stability", "stable");
    Map<String, Object> annotations = map("prometheus", map("label", label.name()));
    if (label.kind() == LabelKind.OPEN) {
      annotations.put(
          "upstream", map("budget", ReferenceMarkdown.budget(label), "privacy", "screened"));
    }
    attribute.put("annotations", annotations);
    return attribute;
  }

  private static Object type(Label label) {
    if (label.kind() == LabelKind.STATUS) {
      return "int";
    }
    if (label.kind() == LabelKind.OPEN) {
      return "string";
    }
    List<Object> members = new ArrayList<>();
    for (String value : label.closedValues()) {
      members.add(
          map(
              "id",
              value.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_"),
              "value",
              value,
              "stability",
              "stable"));
    }
    return map("members", members);
  }

  private static String brief(Label label) {
    return switch (label.kind()) {
      case CLOSED -> "One of a closed set of values.";
      case STATUS -> "A response status.";
      case OPEN -> "An open set of values, of which a bounded number is named.";
    };
  }

  private static Map<String, Object> metric(
      MetricsCatalogue catalogue, Family<?> family, List<Object> references) {
    Map<String, Object> prometheus = map("name", family.name());
    if (family instanceof HistogramFamily<?> histogram) {
      if (histogram.bounds().length > 0) {
        prometheus.put("buckets", Arrays.stream(histogram.bounds()).boxed().toList());
      }
      NativeResolution resolution = histogram.nativeResolution();
      if (resolution != null) {
        prometheus.put("native_schema", resolution.schema());
      }
    }
    return map(
        "name",
        catalogue.name().replace('-', '_') + "." + family.baseName(),
        "instrument",
        instrument(family),
        "unit",
        unit(family),
        "brief",
        family.help(),
        "stability",
        "stable",
        "attributes",
        references,
        "annotations",
        map("prometheus", prometheus));
  }

  private static String instrument(Family<?> family) {
    if (family instanceof UpDownFamily<?>) {
      return "updowncounter";
    }
    return family.type() == FamilyType.COUNTER
        ? "counter"
        : family.type() == FamilyType.HISTOGRAM ? "histogram" : "gauge";
  }

  private static String unit(Family<?> family) {
    String name = family.baseName();
    return name.endsWith("_seconds") ? "s" : name.endsWith("_bytes") ? "By" : "1";
  }
}
