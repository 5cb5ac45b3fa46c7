package io.upstream.metrics.label;

/** The operation of a statement, by its main verb. */
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
