package io.upstream.metrics.sample.payers;

/**
 * A summary of the claims that one customer has at one payer.
 *
 * @param paid in cents, all together
 */
record PayerProfile(String payer, long claims, long payments, double denialRate, long paid) {

  /** Returns the average payment; it fails for a payer that never paid. */
  long averagePayment() {
    return paid / payments;
  }
}
