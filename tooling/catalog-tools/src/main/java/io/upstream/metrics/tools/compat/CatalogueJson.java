package io.upstream.metrics.tools.compat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.Label;
import io.upstream.metrics.catalog.LabelKind;
import io.upstream.metrics.catalog.NativeResolution;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The JSON description of families in a jar, for programs: only facts that a scrape may show. */
public final class CatalogueJson {

  /** The path in the jar of core. */
  public static final String RESOURCE = "META-INF/upstream-metrics/catalogue.json";

  private CatalogueJson() {}

  /** Returns the JSON of some families. */
  public static String render(List<? extends Family<?>> families) {
    return render(families, Map.of());
  }

  /**
   * Returns the JSON of some families and of who reads them.
   *
   * @param readers the expressions of alerts, recordings and panels by their names
   */
  public static String render(List<? extends Family<?>> families, Map<String, String> readers) {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("families", families.stream().map(CatalogueJson::family).toList());
    if (!readers.isEmpty()) {
      document.put("readers", readers);
    }
    try {
      return new ObjectMapper().writer(printer).writeValueAsString(document) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> family(Family<?> family) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", family.name());
    json.put("type", family.type().name().toLowerCase(Locale.ROOT));
    json.put("help", family.help());
    json.put("labels", family.schema().labels().stream().map(CatalogueJson::label).toList());
    if (family instanceof HistogramFamily<?> histogram) {
      json.put("buckets", histogram.bounds());
      NativeResolution resolution = histogram.nativeResolution();
      if (resolution != null) {
        json.put("nativeSchema", resolution.schema());
        json.put("nativeBuckets", resolution.maxBuckets());
      }
    }
    return json;
  }

  private static Map<String, Object> label(Label label) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", label.name());
    json.put("kind", label.kind().name().toLowerCase(Locale.ROOT));
    json.put("type", label.type().getSimpleName());
    if (label.kind() == LabelKind.CLOSED) {
      json.put("values", label.closedValues());
    }
    return json;
  }
}
