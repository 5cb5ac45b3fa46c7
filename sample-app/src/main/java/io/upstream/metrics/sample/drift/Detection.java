package io.upstream.metrics.sample.drift;

import io.upstream.metrics.Timing;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.sample.alerts.AlertDesk;
import io.upstream.metrics.sample.alerts.Finding;
import io.upstream.metrics.sample.claims.ClaimStore;
import io.upstream.metrics.sample.claims.ClaimsArrived;
import io.upstream.metrics.sample.claims.Decision;
import io.upstream.metrics.sample.jobs.Jobs;
import io.upstream.metrics.sample.ledger.Ledger;
import io.upstream.metrics.sample.ledger.LedgerEvent;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Runs the three products over a customer's payers whenever claims have arrived. */
@Component
class Detection {

  private final UpstreamRecorder recorder;
  private final Ledger ledger;
  private final ClaimStore claims;
  private final AlertDesk desk;
  private final Jobs jobs;

  Detection(
      UpstreamRecorder recorder, Ledger ledger, ClaimStore claims, AlertDesk desk, Jobs jobs) {
    this.recorder = recorder;
    this.ledger = ledger;
    this.claims = claims;
    this.desk = desk;
    this.jobs = jobs;
  }

  @EventListener
  void claimsHaveArrived(ClaimsArrived event) {
    jobs.begin(JobType.DRIFT_DETECTION, event.customer(), () -> run(event.customer()));
  }

  private void run(CustomerId customer) {
    List<Decision> decisions = claims.decisions(customer, History.DAYS);
    LocalDate asOf =
        decisions.stream().map(Decision::decided).max(LocalDate::compareTo).orElse(LocalDate.MIN);
    List<Finding> findings = new ArrayList<>();
    for (History history : History.of(decisions)) {
      driftWatch(customer, history, asOf, findings);
      delayGuard(customer, history, asOf, findings);
      denialScope(customer, history, asOf, findings);
    }
    findings.forEach(desk::raise);
  }

  private void driftWatch(
      CustomerId customer, History history, LocalDate asOf, List<Finding> findings) {
    try (Timing timing = recorder.timeDriftComputation(Product.DRIFT_WATCH)) {
      for (DriftWatch.Drift drift : DriftWatch.compare(history)) {
        ledger.note(LedgerEvent.DRIFT_FOUND);
        recorder.trackDriftEvent(Product.DRIFT_WATCH, drift.type(), drift.severity(), customer);
        findings.add(
            new Finding(
                Product.DRIFT_WATCH,
                customer,
                history.payer() + " " + drift.type().wireValue(),
                drift.severity(),
                asOf));
      }
    }
  }

  private void delayGuard(
      CustomerId customer, History history, LocalDate asOf, List<Finding> findings) {
    try (Timing timing = recorder.timeDriftComputation(Product.DELAY_GUARD)) {
      double late = DelayGuard.late(history);
      if (late > 0) {
        Finding finding =
            new Finding(Product.DELAY_GUARD, customer, history.payer() + " late", late, asOf);
        ledger.note(LedgerEvent.DELAY_SIGNAL);
        recorder.trackPaymentDelaySignal(finding.level(), customer);
        findings.add(finding);
      }
    }
  }

  private void denialScope(
      CustomerId customer, History history, LocalDate asOf, List<Finding> findings) {
    try (Timing timing = recorder.timeDriftComputation(Product.DENIAL_SCOPE)) {
      for (DenialScope.Signal signal : DenialScope.compare(history)) {
        ledger.note(LedgerEvent.DENIAL_SIGNAL);
        recorder.trackDenialSignal(signal.type(), customer);
        findings.add(
            new Finding(
                Product.DENIAL_SCOPE,
                customer,
                history.payer() + " " + signal.type().value(),
                signal.severity(),
                asOf));
      }
    }
  }
}
