package io.upstream.metrics.sample.claims;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What the detectors look at: how a payer decided one claim. */
public record Decision(
    String payer,
    String procedure,
    LocalDate submitted,
    LocalDate decided,
    Outcome outcome,
    long billed,
    long paid,
    @Nullable String denialCode) {}
