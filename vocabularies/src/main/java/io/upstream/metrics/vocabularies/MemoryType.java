package io.upstream.metrics.vocabularies;

import io.upstream.metrics.label.ClosedLabel;

/** A way to measure a process's memory. */
public enum MemoryType implements ClosedLabel {
  /** What it has in the machine's memory. */
  RSS,
  /** What it has asked for. */
  VMS
}
