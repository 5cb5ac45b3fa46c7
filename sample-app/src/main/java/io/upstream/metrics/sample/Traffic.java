package io.upstream.metrics.sample;

import io.upstream.metrics.JobRun;
import io.upstream.metrics.Timing;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.CacheKeyPrefix;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.DriftType;
import io.upstream.metrics.label.IngestionStatus;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.QualityMetric;
import io.upstream.metrics.label.Severity;
import java.util.List;
import java.util.Random;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Makes the families move as the platform's customers would. */
@Component
class Traffic {

  private static final List<CustomerId> CUSTOMERS =
      List.of(new CustomerId("acme"), new CustomerId("globex"), new CustomerId("initech"));

  private static final CacheKeyPrefix CLAIMS = new CacheKeyPrefix("claims");

  private final UpstreamRecorder recorder;
  // The same sequence at every start.
  private final Random random = new Random(7);

  Traffic(UpstreamRecorder recorder) {
    this.recorder = recorder;
  }

  @Scheduled(fixedRateString = "${sample.traffic.period:1s}")
  void move() {
    CustomerId customer = CUSTOMERS.get(random.nextInt(CUSTOMERS.size()));
    ingest(customer);
    detect(customer);
  }

  private void ingest(CustomerId customer) {
    try (Timing timing = recorder.timeIngestion(customer)) {
      recorder.trackIngestion(customer, 50 + random.nextInt(200), IngestionStatus.SUCCESS);
    }
    recorder.trackDataQualityScore(
        customer, QualityMetric.COMPLETENESS, 0.9 + random.nextDouble() / 10);
    if (random.nextInt(4) == 0) {
      recorder.trackCacheMiss(CLAIMS);
    } else {
      recorder.trackCacheHit(CLAIMS);
    }
  }

  private void detect(CustomerId customer) {
    try (JobRun run = recorder.startJob(JobType.DRIFT_DETECTION, customer)) {
      double severity = random.nextDouble();
      recorder.trackDriftEvent(Product.DRIFT_WATCH, DriftType.PAYMENT_DELAY, severity, customer);
      if (severity > 0.9) {
        recorder.trackAlertCreated(Product.DRIFT_WATCH, Severity.HIGH, customer);
      }
      run.succeeded();
    }
  }
}
