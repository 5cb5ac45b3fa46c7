package io.upstream.metrics;

/** Puts the process back to where no recorder is installed and none was built. */
public final class NothingInstalled {

  private NothingInstalled() {}

  /** Forgets what is installed. */
  public static void reset() {
    InstalledRecorder.OF_PROCESS.reset();
  }
}
