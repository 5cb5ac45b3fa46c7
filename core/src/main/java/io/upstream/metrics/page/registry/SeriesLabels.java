package io.upstream.metrics.page.registry;

import io.prometheus.metrics.model.snapshots.Labels;
import io.upstream.metrics.catalog.Label;
import io.upstream.metrics.series.row.LabelPlan;
import io.upstream.metrics.series.row.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The labels of a family's series in client_java's model, while one page is made.
 *
 * <p>Making labels checks and sorts their names each time, which for a page of many series was a
 * third of its garbage. So the closed labels are made once for each combination, the keyed ones
 * once for all series that follow one another and share them, and what is done for a series is to
 * merge the two, which checks no name again.
 */
final class SeriesLabels {

  private final LabelPlan<?> plan;
  private final String[] closedNames;
  private final int[] closedAt;
  private final String[] common; // written after the closed labels
  private final String[] keyedNames;
  private final Map<Integer, Labels> closed = new HashMap<>();
  private @Nullable Row row;
  private Labels keyed = Labels.EMPTY;

  SeriesLabels(LabelPlan<?> plan) {
    this.plan = plan;
    this.keyedNames = new String[plan.keyed().length];
    List<Label> labels = plan.schema().labels();
    List<Integer> positions = new ArrayList<>();
    for (int position = 0; position < labels.size(); position++) {
      int level = plan.levelOf(position);
      if (level < 0) {
        positions.add(position);
      } else {
        keyedNames[level] = labels.get(position).name();
      }
    }
    this.closedAt = positions.stream().mapToInt(Integer::intValue).toArray();
    List<String> names = new ArrayList<>();
    positions.forEach(position -> names.add(labels.get(position).name()));
    names.addAll(plan.common().keySet());
    this.closedNames = names.toArray(String[]::new);
    this.common = plan.common().values().toArray(String[]::new);
  }

  /** Returns the labels of a series, given its row and its combination of closed labels. */
  Labels of(Row row, int combination) {
    if (row != this.row) {
      this.row = row;
      this.keyed = keyed(row);
    }
    return closed.computeIfAbsent(combination, this::closed).merge(keyed);
  }

  private Labels keyed(Row row) {
    String[] values = new String[keyedNames.length];
    for (int level = 0; level < values.length; level++) {
      values[level] = row.entry(level).value();
    }
    return Labels.of(keyedNames, values);
  }

  private Labels closed(int combination) {
    String[] values = new String[closedNames.length];
    for (int i = 0; i < closedAt.length; i++) {
      values[i] = plan.closedValue(closedAt[i], combination);
    }
    System.arraycopy(common, 0, values, closedAt.length, common.length);
    return Labels.of(closedNames, values);
  }
}
