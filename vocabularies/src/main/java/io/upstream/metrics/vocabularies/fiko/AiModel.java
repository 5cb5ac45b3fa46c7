package io.upstream.metrics.vocabularies.fiko;

import io.upstream.metrics.label.Budget;
import io.upstream.metrics.label.Grammar;
import io.upstream.metrics.label.OpenLabel;
import org.jspecify.annotations.Nullable;

/**
 * The name of an AI model, such as {@code gpt-4o-2024-08-06}.
 *
 * @param value as the caller has it; the guard judges it
 */
@Budget(50)
@Grammar(AiModel.NAME)
public record AiModel(@Nullable String value) implements OpenLabel {

  /** Providers write a path before a model's name, and a tag behind it. */
  static final String NAME = "[A-Za-z0-9][A-Za-z0-9_.:/-]{0,63}";

  @Override
  public String toString() {
    return OpenLabel.describe(this);
  }
}
