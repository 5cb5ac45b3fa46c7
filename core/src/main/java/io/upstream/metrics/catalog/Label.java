package io.upstream.metrics.catalog;

import io.upstream.metrics.label.ClosedLabel;
import io.upstream.metrics.label.OpenLabel;
import java.util.Arrays;
import java.util.List;

/**
 * One label of a family, which is a component of its label record.
 *
 * @param name the name on the wire, the component's in snake case
 * @param kind the way in which its values are known
 * @param type the component's type
 */
public record Label(String name, LabelKind kind, Class<?> type) {

  /**
   * Returns the wire values of a closed label, in the order of its constants; empty for any other.
   */
  public List<String> closedValues() {
    return kind == LabelKind.CLOSED
        ? Arrays.stream(type.getEnumConstants())
            .map(constant -> ((ClosedLabel) constant).wireValue())
            .toList()
        : List.of();
  }

  /** Returns the type of an open label. */
  public Class<? extends OpenLabel> openType() {
    return type.asSubclass(OpenLabel.class);
  }
}
