package io.upstream.metrics.label;

/** What a statement does, by its main verb. */
public enum SqlOperation implements ClosedLabel {
  SELECT,
  INSERT,
  UPDATE,
  DELETE,
  MERGE,
  CALL,
  DDL,
  TRANSACTION,
  OTHER
}
