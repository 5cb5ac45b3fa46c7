package io.upstream.metrics.benchmarks.report;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Has the measured Java machines log nothing but errors. */
public final class Quiet {

  public Quiet() {
    Logger.getLogger("").setLevel(Level.SEVERE);
  }
}
