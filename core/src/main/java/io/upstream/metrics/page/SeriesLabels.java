package io.upstream.metrics.page;

import io.prometheus.metrics.model.snapshots.Labels;
import io.upstream.metrics.catalog.Label;
import io.upstream.metrics.series.LabelPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
  private final String[] keyedNames;
  private final @Nullable Labels[] closed;
  private int[] path = {};
  private Labels keyed = Labels.EMPTY;

  SeriesLabels(LabelPlan<?> plan) {
    this.plan = plan;
    this.closed = new Labels[plan.combinations()];
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
    this.closedNames =
        positions.stream().map(position -> labels.get(position).name()).toArray(String[]::new);
  }

  /** The labels of a series, given the numbers of its keyed labels and its combination. */
  Labels of(int[] path, int combination) {
    if (!Arrays.equals(path, this.path)) {
      this.path = path.clone();
      this.keyed = keyed(path);
    }
    Labels made = closed[combination];
    if (made == null) {
      made = closed(combination);
      closed[combination] = made;
    }
    return made.merge(keyed);
  }

  private Labels keyed(int[] path) {
    String[] values = new String[path.length];
    for (int level = 0; level < values.length; level++) {
      values[level] = plan.keyed()[level].entry(path[level]).value();
    }
    return Labels.of(keyedNames, values);
  }

  private Labels closed(int combination) {
    String[] values = new String[closedAt.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = plan.closedValue(closedAt[i], combination);
    }
    return Labels.of(closedNames, values);
  }
}
