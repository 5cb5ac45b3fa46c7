package io.upstream.metrics.label;

import org.jspecify.annotations.Nullable;

/**
 * The customer an event is about: the opaque id of a tenant, never a name.
 *
 * @param value as the caller has it; the guard judges it
 */
@Owner
@Budget(1000)
@Grammar("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")
public record CustomerId(@Nullable String value) implements OpenLabel {

  /** No customer: the event is about none, or it is not known. Shown as {@code _UNKNOWN}. */
  public static final CustomerId NONE = new CustomerId(null);

  @Override
  public String toString() {
    return OpenLabel.describe(this);
  }
}
