package io.upstream.metrics.sample.reports;

import io.upstream.metrics.Timing;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.ErrorType;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.ReportType;
import io.upstream.metrics.sample.claims.ClaimStore;
import io.upstream.metrics.sample.jobs.Jobs;
import io.upstream.metrics.sample.ledger.Ledger;
import io.upstream.metrics.sample.ledger.LedgerEvent;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/** Makes reports in the background. */
@Component
class Reports {

  private static final int DAYS = 35;

  private final UpstreamRecorder recorder;
  private final Ledger ledger;
  private final ClaimStore claims;
  private final Jobs jobs;

  Reports(UpstreamRecorder recorder, Ledger ledger, ClaimStore claims, Jobs jobs) {
    this.recorder = recorder;
    this.ledger = ledger;
    this.claims = claims;
    this.jobs = jobs;
  }

  CompletableFuture<String> request(ReportType type, CustomerId customer) {
    CompletableFuture<String> report = new CompletableFuture<>();
    jobs.begin(
        JobType.REPORT_GENERATION,
        customer,
        () -> {
          try (Timing timing = recorder.timeReport(type)) {
            String text = ReportDocument.write(type, claims.decisions(customer, DAYS));
            ledger.note(LedgerEvent.REPORT_GENERATED);
            recorder.trackReportGenerated(type, customer);
            report.complete(text);
          } catch (RuntimeException e) {
            failed(type, ErrorType.of(e), customer);
            report.completeExceptionally(e);
            throw e; // the job has failed as well
          }
        });
    return report;
  }

  void failed(ReportType type, ErrorType error, CustomerId customer) {
    ledger.note(LedgerEvent.REPORT_FAILED);
    recorder.trackReportFailed(type, error, customer);
  }
}
