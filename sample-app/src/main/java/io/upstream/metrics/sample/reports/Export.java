package io.upstream.metrics.sample.reports;

import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.ReportType;
import io.upstream.metrics.sample.claims.ClaimStore;
import io.upstream.metrics.sample.jobs.Jobs;
import org.springframework.stereotype.Component;

/** The scheduled jobs: exports to the archive and deletion of old claims. */
@Component
public class Export {

  private static final int DAYS = 35;

  /** A kind of job that the library has no constant for. */
  private static final JobType CLAIM_RETENTION = new JobType("claim_retention");

  private final ClaimStore claims;
  private final Archive archive;
  private final Jobs jobs;

  Export(ClaimStore claims, Archive archive, Jobs jobs) {
    this.claims = claims;
    this.archive = archive;
    this.jobs = jobs;
  }

  /** Writes a customer's figures to the archive. */
  public void export(CustomerId customer) {
    jobs.begin(
        JobType.DATA_EXPORT,
        customer,
        () -> {
          String text =
              ReportDocument.write(ReportType.PAYMENT_ANALYSIS, claims.decisions(customer, DAYS));
          archive.add(String.valueOf(customer.value()), text.lines().toList());
        });
  }

  /** Deletes a customer's old claims. */
  public void forget(CustomerId customer) {
    jobs.begin(CLAIM_RETENTION, customer, () -> claims.forgetOld(customer));
  }

  /** Sets whether the archive is closed. */
  public void archiveClosed(boolean closed) {
    archive.closed(closed);
  }
}
