package io.upstream.metrics.test;

import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.Label;
import io.upstream.metrics.catalog.LabelSchema;
import io.upstream.metrics.label.ClosedLabel;
import io.upstream.metrics.label.HttpStatus;
import io.upstream.metrics.label.OpenLabel;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A series as the page names it.
 *
 * @param family the family's name
 * @param labels the label values by label name, in the order of the names
 */
record SeriesKey(String family, Map<String, String> labels) {

  private static final String UNKNOWN = "_UNKNOWN";

  /** Returns the series of a label record. */
  static <L extends Record> SeriesKey of(Family<L> family, L labels) {
    LabelSchema<L> schema = family.schema();
    Map<String, String> values = new TreeMap<>();
    for (int i = 0; i < schema.labels().size(); i++) {
      Label label = schema.labels().get(i);
      values.put(label.name(), text(family, label, schema.value(labels, i)));
    }
    return new SeriesKey(family.name(), values);
  }

  private static String text(Family<?> family, Label label, @Nullable Object value) {
    if (value instanceof ClosedLabel closed) {
      return closed.wireValue();
    }
    if (value instanceof HttpStatus status) {
      return Integer.toString(status.code());
    }
    if (value == null && label.closedValues().isEmpty()) {
      return UNKNOWN;
    }
    if (value instanceof OpenLabel open) {
      String text = open.value();
      return text == null ? UNKNOWN : text.strip();
    }
    throw new IllegalArgumentException(
        "%s: the closed label %s is null, so it cannot have a series"
            .formatted(family.name(), label.name()));
  }

  /** Returns the number of labels that differ. */
  long differences(SeriesKey other) {
    return labels.entrySet().stream()
        .filter(label -> !label.getValue().equals(other.labels.get(label.getKey())))
        .count();
  }

  @Override
  public String toString() {
    return labels.isEmpty()
        ? family
        : labels.entrySet().stream()
            .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
            .collect(Collectors.joining(", ", family + "{", "}"));
  }
}
