package io.upstream.metrics.push;

import io.upstream.metrics.Settings;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.SelfFamilies.PushLabels;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.label.PushTarget;
import java.util.Map;

/** Recorders of a test, and the labels of their failed pushes. */
final class Recorders {

  static final PushLabels PUSHGATEWAY = new PushLabels(PushTarget.PUSHGATEWAY);
  static final PushLabels OTLP = new PushLabels(PushTarget.OTLP);

  private Recorders() {}

  static UpstreamRecorder quiet() {
    return UpstreamRecorder.builder()
        .settings(Settings.of(Map.of(), Map.of()))
        .mode(Mode.STRICT)
        .jvm(false)
        .build();
  }
}
