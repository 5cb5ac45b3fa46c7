package io.upstream.metrics.vocabularies.fiko;

import io.upstream.metrics.label.ClosedLabel;

/** A way to measure a process's memory. */
public enum MemoryType implements ClosedLabel {
  /** Resident memory. */
  RSS,
  /** Virtual memory. */
  VMS
}
