package io.upstream.metrics.tools;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.Label;
import io.upstream.metrics.catalog.LabelKind;
import io.upstream.metrics.guard.WorstCase;
import io.upstream.metrics.label.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Finds declarations in a catalogue that are legal but probably mistakes: units, help texts, labels
 * without a budget, families that can fill the page, labels that no alert or panel reads.
 */
public final class Lint {

  private static final Pattern OTHER_UNIT =
      Pattern.compile(
          "_(ms|millis|milliseconds|micros|nanos|minutes|hours|days|kb|mb|gb|kilobytes|megabytes|percent)(_|$)");
  private static final int SHORT_HELP = 10;
  private static final long MANY_LINES = 20_000;

  private final MetricsCatalogue catalogue;
  private final List<String> findings = new ArrayList<>();

  private Lint(MetricsCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Returns the findings, each with the family, the problem and what to do. */
  public static List<String> of(MetricsCatalogue catalogue) {
    Lint lint = new Lint(catalogue);
    catalogue.families().forEach(lint::family);
    lint.worstCase();
    lint.unreadLabels();
    return List.copyOf(lint.findings);
  }

  private void family(Family<?> family) {
    String name = family.baseName();
    if (OTHER_UNIT.matcher(name).find()) {
      find(family, "the name has no base unit: use _seconds, _bytes or _ratio");
    }
    if (family instanceof HistogramFamily<?>
        && !name.matches(".*_(seconds|bytes|ratio|total|size|count|rows|euros|dollars)")) {
      find(family, "the name of a histogram ends in its unit, such as _seconds or _bytes");
    }
    String help = family.help();
    if (help.length() < SHORT_HELP || !help.endsWith(".")) {
      find(family, "the help is a sentence: \"" + help + "\"");
    }
    for (Label label : family.schema().labels()) {
      if (label.kind() == LabelKind.OPEN && label.type().getAnnotation(Budget.class) == null) {
        find(
            family,
            "the label %s has the budget of every type without @Budget, %s: say how many values %s has"
                .formatted(label.name(), Budget.DEFAULT, label.type().getSimpleName()));
      }
    }
  }

  private void worstCase() {
    WorstCase worst =
        UpstreamRecorder.builder()
            .families(catalogue.families().toArray(Family<?>[]::new))
            .worstCase();
    for (Family<?> family : catalogue.families()) {
      if (worst.lines(family) > MANY_LINES) {
        find(
            family,
            "the page can come to have %s lines of it: lower a budget or leave out a label"
                .formatted(String.format(Locale.ROOT, "%,d", worst.lines(family))));
      }
    }
  }

  /**
   * Reports labels that no alert, recording or panel keeps or matches, because each label costs
   * series.
   */
  private void unreadLabels() {
    Map<String, String> readers = Readers.of(catalogue);
    for (Family<?> family : catalogue.families()) {
      if (!(family instanceof CounterFamily<?> || family instanceof GaugeFamily<?>)) {
        continue;
      }
      Pattern name = Pattern.compile("\\b" + family.name() + "\\b");
      for (Label label : family.schema().labels()) {
        Pattern read = Pattern.compile("\\b" + label.name() + "\\b");
        boolean used =
            readers.entrySet().stream()
                .filter(each -> !each.getKey().startsWith("recording "))
                .map(Map.Entry::getValue)
                .anyMatch(text -> name.matcher(text).find() && read.matcher(text).find());
        if (!used) {
          find(family, "no alert and no panel reads the label " + label.name());
        }
      }
    }
  }

  private void find(Family<?> family, String what) {
    findings.add(family.name() + ": " + what);
  }
}
