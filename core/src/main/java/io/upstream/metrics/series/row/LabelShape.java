package io.upstream.metrics.series.row;

import io.upstream.metrics.catalog.Label;
import io.upstream.metrics.catalog.LabelKind;
import io.upstream.metrics.label.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The positions of the kinds of labels in a label record.
 *
 * @param closedAt the positions of the closed labels
 * @param closedValues the wire values of each closed label
 * @param strides the difference in the common index between two neighbouring constants of each
 *     closed label
 * @param combinations the number of indices
 * @param keyedAt the positions of the keyed labels
 * @param owner the place, among the keyed labels, of the {@link Owner} to whom the values of the
 *     others are charged; less than 0 if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record LabelShape(
    int[] closedAt,
    List<List<String>> closedValues,
    int[] strides,
    int combinations,
    int[] keyedAt,
    int owner) {

  static LabelShape of(List<Label> labels) {
    int[] closedAt = positions(labels, true);
    int[] keyedAt = positions(labels, false);
    List<List<String>> values =
        IntStream.of(closedAt).mapToObj(at -> labels.get(at).closedValues()).toList();
    int[] strides = new int[closedAt.length];
    int product = 1;
    for (int i = closedAt.length - 1; i >= 0; i--) {
      strides[i] = product;
      product *= values.get(i).size();
    }
    return new LabelShape(closedAt, values, strides, product, keyedAt, owner(labels, keyedAt));
  }

  private static int owner(List<Label> labels, int[] keyedAt) {
    for (int level = 0; level < keyedAt.length; level++) {
      if (labels.get(keyedAt[level]).type().isAnnotationPresent(Owner.class)) {
        return level;
      }
    }
    return -1;
  }

  private static int[] positions(List<Label> labels, boolean closed) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      if ((labels.get(i).kind() == LabelKind.CLOSED) == closed) {
        found.add(i);
      }
    }
    return found.stream().mapToInt(Integer::intValue).toArray();
  }
}
