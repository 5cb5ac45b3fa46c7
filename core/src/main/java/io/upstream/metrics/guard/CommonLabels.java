package io.upstream.metrics.guard;

import io.upstream.metrics.catalog.LabelSchema;
import io.upstream.metrics.guard.detect.Detector;
import io.upstream.metrics.guard.value.ThirdPartyValues;
import io.upstream.metrics.guard.value.ValueGrammar;
import io.upstream.metrics.label.Grammar;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Labels with one value each that every series of a recorder has, such as the service and the
 * environment. They are set once, when the recorder is built, and cost an event nothing: the page
 * has them in texts that are encoded once.
 */
public final class CommonLabels {

  private static final System.Logger LOG = SafeLogger.of(CommonLabels.class);

  /** Every line carries them. */
  private static final int MOST = 10;

  private static final ValueGrammar VALUES = new ValueGrammar(Grammar.ANY, false);

  /** No label. */
  public static final CommonLabels NONE = new CommonLabels(Collections.emptySortedMap());

  private final SortedMap<String, String> values;

  private CommonLabels(SortedMap<String, String> values) {
    this.values = values;
  }

  /**
   * Checks labels. A value that a detector matches is accepted, because the operator's decision has
   * precedence, and a warning names the label.
   *
   * @throws IllegalArgumentException if a name or a value cannot be on the page; the message does
   *     not repeat a value
   */
  public static CommonLabels of(Map<String, String> labels, List<Detector> detectors) {
    if (labels.size() > MOST) {
      throw new IllegalArgumentException(
          "common labels: expected " + MOST + " at most, got " + labels.keySet());
    }
    ThirdPartyValues screen = new ThirdPartyValues(detectors);
    SortedMap<String, String> checked = new TreeMap<>();
    labels.forEach(
        (name, value) -> {
          if (!LabelSchema.isLabelName(name)) {
            throw new IllegalArgumentException(
                "common label "
                    + name
                    + ": expected a letter, then letters, digits and underscores, and no name that"
                    + " Prometheus refuses or uses itself, such as job or le");
          }
          checked.put(name, checked(name, value.strip(), screen));
        });
    return new CommonLabels(Collections.unmodifiableSortedMap(checked));
  }

  private static String checked(String name, String value, ThirdPartyValues screen) {
    if (value.isEmpty() || !VALUES.accepts(value)) {
      throw new IllegalArgumentException(
          "common label "
              + name
              + ": expected a value of 1 to 128 bytes without control characters that is not"
              + " reserved, got one of "
              + value.length()
              + " characters that is not");
    }
    String detector = screen.detector(name, value);
    if (detector != null) {
      LOG.log(
          System.Logger.Level.WARNING,
          "The value of the common label {0} matches {1}, a detector of personal data. It is shown on"
              + " every line of the page all the same, because an operator has set it. If it is"
              + " personal data, take it out of METRICS_COMMON_LABELS.",
          name,
          detector);
    }
    return value;
  }

  /** Returns the values by name, in the order of the names. */
  public SortedMap<String, String> values() {
    return values;
  }

  /**
   * Refuses labels of the same name.
   *
   * @param family the family that has them
   * @throws IllegalArgumentException if one has the name of a common label
   */
  public void requireNone(String family, Collection<String> names) {
    for (String name : names) {
      if (values.containsKey(name)) {
        throw new IllegalArgumentException(
            "common label "
                + name
                + ": "
                + family
                + " has a label of that name; take it out of METRICS_COMMON_LABELS or give it"
                + " another name");
      }
    }
  }
}
