package io.upstream.metrics.sample.claims;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A payer's decision on one claim, which the detectors read. */
public record Decision(
    String payer,
    String procedure,
    LocalDate submitted,
    LocalDate decided,
    Outcome outcome,
    long billed,
    long paid,
    @Nullable String denialCode) {}
