package io.upstream.metrics.label;

/** The product of the platform that an event belongs to. */
public enum Product implements ClosedLabel {
  DRIFT_WATCH("DriftWatch"),
  DELAY_GUARD("DelayGuard"),
  DENIAL_SCOPE("DenialScope");

  private final String wireValue;

  Product(String wireValue) {
    this.wireValue = wireValue;
  }

  @Override
  public String wireValue() {
    return wireValue;
  }
}
