package io.upstream.metrics.sample.api;

/** The customer of a request, taken from a header in place of a real login. */
public final class Caller {

  /** Names the customer that calls. */
  public static final String HEADER = "X-Customer";

  private Caller() {}
}
