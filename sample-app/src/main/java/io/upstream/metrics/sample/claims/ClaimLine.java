package io.upstream.metrics.sample.claims;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A claim that can be kept.
 *
 * @param billed in cents, like {@code paid}
 */
record ClaimLine(
    String number,
    String payer,
    String procedure,
    LocalDate submitted,
    LocalDate decided,
    Outcome outcome,
    long billed,
    long paid,
    @Nullable String denialCode) {}
