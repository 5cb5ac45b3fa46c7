package io.upstream.metrics.sample.claims;

import io.upstream.metrics.Timing;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.IngestionStatus;
import io.upstream.metrics.label.QualityMetric;
import io.upstream.metrics.sample.ledger.Ledger;
import io.upstream.metrics.sample.ledger.LedgerEvent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.springframework.stereotype.Component;

/** Takes a batch of claims: checks each, stores the valid ones, and scores the batch. */
@Component
class Ingestion {

  /** The number of claims that are stored at a time, because a file may be larger than memory. */
  private static final int PIECE = 500;

  private final UpstreamRecorder recorder;
  private final Ledger ledger;
  private final ClaimStore store;
  private final ClaimCheck check = new ClaimCheck(KnownPayers.NAMES);

  Ingestion(UpstreamRecorder recorder, Ledger ledger, ClaimStore store) {
    this.recorder = recorder;
    this.ledger = ledger;
    this.store = store;
  }

  BatchSummary take(CustomerId customer, Iterator<RawClaim> claims) {
    try (Timing timing = recorder.timeIngestion(customer)) {
      QualityCard card = new QualityCard();
      List<ClaimLine> piece = new ArrayList<>(PIECE);
      int partial = 0;
      int failed = 0;
      while (claims.hasNext()) {
        ClaimCheck.Result result = check.judge(claims.next());
        card.counted();
        if (result.failed() != null) {
          card.failed(result.failed());
          ledger.note(LedgerEvent.CHECK_FAILED);
          recorder.trackDataQualityCheckFailed(result.failed(), result.severity(), customer);
        }
        if (result.line() == null) {
          failed++;
          continue;
        }
        if (result.failed() != null) {
          partial++;
        }
        card.kept(result.line());
        piece.add(result.line());
        if (piece.size() == PIECE) {
          store.keep(customer, piece);
          piece.clear();
        }
      }
      if (!piece.isEmpty()) {
        store.keep(customer, piece);
      }
      int success = card.claims() - partial - failed;
      count(customer, success, IngestionStatus.SUCCESS, LedgerEvent.CLAIM_SUCCESS);
      count(customer, partial, IngestionStatus.PARTIAL, LedgerEvent.CLAIM_PARTIAL);
      count(customer, failed, IngestionStatus.FAILED, LedgerEvent.CLAIM_FAILED);
      for (QualityMetric metric : QualityMetric.values()) {
        // The recorder refuses the score of an empty batch and counts the refusal.
        recorder.trackDataQualityScore(customer, metric, card.score(metric));
      }
      return new BatchSummary(card.claims(), success, partial, failed);
    }
  }

  private void count(CustomerId customer, int claims, IngestionStatus status, LedgerEvent deed) {
    if (claims > 0) {
      ledger.note(deed, claims);
      recorder.trackIngestion(customer, claims, status);
    }
  }
}
