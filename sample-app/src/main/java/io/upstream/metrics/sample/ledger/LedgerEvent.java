package io.upstream.metrics.sample.ledger;

/** The events that the application counts itself, apart from any metric. */
public enum LedgerEvent {
  REQUEST_SERVED,
  API_CALL,
  RATE_LIMIT_HIT,
  CLAIM_SUCCESS,
  CLAIM_PARTIAL,
  CLAIM_FAILED,
  CHECK_FAILED,
  PROFILE_FOUND,
  PROFILE_MADE,
  DRIFT_FOUND,
  DELAY_SIGNAL,
  DENIAL_SIGNAL,
  ALERT_CREATED,
  ALERT_SUPPRESSED,
  ALERT_DELIVERED,
  ALERT_FAILED,
  JOB_STARTED,
  JOB_COMPLETED,
  JOB_FAILED,
  REPORT_GENERATED,
  REPORT_FAILED
}
