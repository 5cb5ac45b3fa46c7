package io.upstream.metrics.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.testing.Await;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Every case on one container; each container has its class, for it may need its class path. */
abstract class ContainerCases {

  private final Container.Maker maker;
  private volatile UpstreamRecorder current = recorder();

  ContainerCases(Container.Maker maker) {
    this.maker = maker;
  }

  private static UpstreamRecorder recorder() {
    return UpstreamRecorder.builder().mode(Mode.STRICT).jvm(false).build();
  }

  @Test
  void every_request_makes_one_sample() throws Exception {
    SoftAssertions softly = new SoftAssertions();
    Map<String, String> column = new LinkedHashMap<>();
    Map<UpstreamRecorder, Sampled> seen = new LinkedHashMap<>();
    MetricsFilter filter =
        new MetricsFilter(() -> current, CaseApp.ROUTES, false, System::nanoTime);
    try (CaseApp app = new CaseApp(filter);
        Container container = maker.start(app)) {
      for (Cases.Case one : Cases.all()) {
        UpstreamRecorder recorder = recorder();
        current = recorder;
        int status = one.client().run(container, app);
        Sampled sampled = settled(recorder, one.count());
        seen.put(recorder, sampled);
        column.put(
            one.name(), sampled.summary().replaceAll("out=[0-9]{4,} exception", "out=… exception"));
        softly
            .assertThat(sampled.summary())
            .as("%s on %s", one.name(), maker.name())
            .matches(one.count() + " x " + one.expected());
        if (status != 0 && !isStatusOfOriginal(one)) {
          softly
              .assertThat(sampled.summary())
              .as("%s on %s: the client got %s", one.name(), maker.name(), status)
              .contains(" " + status + " ");
        }
      }
    }
    // Only now no more sample can come.
    seen.forEach((recorder, sampled) -> assertThat(Sampled.of(recorder)).isEqualTo(sampled));
    seen.keySet().forEach(recorder -> softly.assertThat(recorder.strictRefusals()).isEmpty());
    softly.assertAll();
    CaseTable.compare(maker.name(), column);
  }

  /** Jetty makes its error page when nothing tells of the end any more. */
  private boolean isStatusOfOriginal(Cases.Case one) {
    return maker.name().startsWith("Jetty") && one.name().startsWith("error page");
  }

  /**
   * The server is through with a request a little after its client, and counts one thing after the
   * other: so two looks have to agree.
   */
  private static Sampled settled(UpstreamRecorder recorder, int requests) {
    AtomicReference<Sampled> last = new AtomicReference<>(Sampled.of(recorder));
    Await.within(
        Duration.ofSeconds(10),
        () -> {
          Sampled now = Sampled.of(recorder);
          return now.equals(last.getAndSet(now))
              && now.requests() >= requests
              && now.isOneInEachFamily()
              && !now.inProgress();
        });
    return Sampled.of(recorder);
  }
}
