package io.upstream.metrics.benchmarks.report;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Makes the measured processes log errors only. */
public final class Quiet {

  /** Sets the level; {@code java.util.logging.config.class} names this class. */
  public Quiet() {
    Logger.getLogger("").setLevel(Level.SEVERE);
  }
}
