package io.upstream.metrics.label;

import org.jspecify.annotations.Nullable;

/**
 * The name a data source was wrapped under.
 *
 * @param value as the caller has it; the guard judges it
 */
@Budget(20)
public record DataSourceAlias(@Nullable String value) implements OpenLabel {

  @Override
  public String toString() {
    return OpenLabel.describe(this);
  }
}
