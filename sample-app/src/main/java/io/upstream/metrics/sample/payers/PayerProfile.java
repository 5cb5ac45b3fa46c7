package io.upstream.metrics.sample.payers;

/**
 * What a customer's claims say about a payer.
 *
 * @param paid in cents, all together
 */
record PayerProfile(String payer, long claims, long payments, double denialRate, long paid) {

  /** What an average payment comes to. A payer that never paid is more than this line can take. */
  long averagePayment() {
    return paid / payments;
  }
}
