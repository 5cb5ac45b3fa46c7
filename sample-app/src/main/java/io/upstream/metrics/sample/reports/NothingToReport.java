package io.upstream.metrics.sample.reports;

/** There are no claims to report about. */
final class NothingToReport extends RuntimeException {

  NothingToReport() {
    super("no claims yet");
  }
}
