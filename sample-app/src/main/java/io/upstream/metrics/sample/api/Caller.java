package io.upstream.metrics.sample.api;

/** Who calls: in place of a real login, a header. */
public final class Caller {

  /** Names the customer that calls. */
  public static final String HEADER = "X-Customer";

  private Caller() {}
}
