package io.upstream.metrics.label;

import org.jspecify.annotations.Nullable;

/**
 * The family of keys of a business cache: the part of a key before the first colon.
 *
 * @param value as the caller has it; the guard judges it
 */
@Budget(100)
public record CacheKeyPrefix(@Nullable String value) implements OpenLabel {

  @Override
  public String toString() {
    return OpenLabel.describe(this);
  }
}
