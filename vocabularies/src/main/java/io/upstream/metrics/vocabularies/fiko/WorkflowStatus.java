package io.upstream.metrics.vocabularies.fiko;

import io.upstream.metrics.label.Budget;
import io.upstream.metrics.label.OpenLabel;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a run of a workflow.
 *
 * @param value as the caller has it; the guard judges it
 */
@Budget(50)
public record WorkflowStatus(@Nullable String value) implements OpenLabel {

  /** It did what it was for. */
  public static final WorkflowStatus SUCCESS = new WorkflowStatus("success");

  /** It did not. */
  public static final WorkflowStatus FAILED = new WorkflowStatus("failed");

  @Override
  public String toString() {
    return OpenLabel.describe(this);
  }
}
