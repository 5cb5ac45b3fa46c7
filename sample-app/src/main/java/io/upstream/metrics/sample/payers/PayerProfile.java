package io.upstream.metrics.sample.payers;

/**
 * What a customer's claims say about a payer.
 *
 * @param paid in cents, all together
 */
record PayerProfile(String payer, long claims, long payments, double denialRate, long paid) {

  /** Returns the average payment; it fails for a payer that never paid. */
  long averagePayment() {
    return paid / payments;
  }
}
