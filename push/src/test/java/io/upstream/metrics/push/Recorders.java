package io.upstream.metrics.push;

import io.upstream.metrics.Settings;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.guard.Mode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Recorders of a test, and their pages. */
final class Recorders {

  private Recorders() {}

  static UpstreamRecorder quiet() {
    return UpstreamRecorder.builder()
        .settings(Settings.of(Map.of(), Map.of()))
        .mode(Mode.STRICT)
        .jvm(false)
        .build();
  }

  static String page(UpstreamRecorder recorder) {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    try {
      recorder.writePage(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return page.toString(StandardCharsets.UTF_8);
  }

  static String failures(String target, int count) {
    return "upstream_metrics_push_failures_total{target=\"" + target + "\"} " + count + ".0";
  }
}
