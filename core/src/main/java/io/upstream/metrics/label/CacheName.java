package io.upstream.metrics.label;

import org.jspecify.annotations.Nullable;

/**
 * The name of a cache.
 *
 * @param value as the caller has it; the guard judges it
 */
@Budget(50)
public record CacheName(@Nullable String value) implements OpenLabel {

  @Override
  public String toString() {
    return OpenLabel.describe(this);
  }
}
