package io.upstream.metrics.servlet;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.upstream.metrics.JobRun;
import io.upstream.metrics.UpstreamMetrics;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.label.ClosedLabel;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.series.Gauge;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/**
 * An application that uses much of the library and has labels of its own; {@link RedeployTest}
 * deploys it.
 */
@WebListener
public final class RedeployedApp implements ServletContextListener {

  enum Flavour implements ClosedLabel {
    SWEET,
    SOUR
  }

  record Place(String value) implements OpenLabel {}

  record Labels(Flavour flavour, CustomerId customerId) {}

  record PlaceLabels(Place place) {}

  private static final CounterFamily<Labels> COUNTED =
      CounterFamily.named("redeployed_total").help("R.").labels(Labels.class);
  private static final CounterFamily<PlaceLabels> PLACES =
      CounterFamily.named("redeployed_places_total").help("P.").labels(PlaceLabels.class);
  private static final GaugeFamily<NoLabels> LENGTH =
      GaugeFamily.named("redeployed_length").help("L.").noLabels();

  private UpstreamRecorder recorder;
  private Gauge.Watch watch;
  private Health health;

  /** For the container. */
  public RedeployedApp() {}

  @Override
  public void contextInitialized(ServletContextEvent event) {
    UpstreamMetrics.trackCacheHit(null); // the recorder that there is before this one's
    recorder = UpstreamRecorder.builder().families(COUNTED, PLACES, LENGTH).build();
    UpstreamMetrics.install(recorder);
    CustomerId acme = new CustomerId("acme");
    recorder.counter(COUNTED).inc(new Labels(Flavour.SOUR, acme));
    recorder.counter(PLACES).inc(new PlaceLabels(new Place("here")));
    watch = recorder.gauge(LENGTH).watch(NoLabels.NONE, () -> 7);
    GaugeWithCallback.builder()
        .name("redeployed_foreign")
        .help("F")
        .callback(callback -> callback.call(5))
        .register(recorder.registry());
    try (JobRun run = UpstreamMetrics.startJob(JobType.DATA_EXPORT, acme)) {
      run.failed(new IllegalStateException());
    }
    health = Health.builder().check("well", () -> {}).build();
    MetricsMount.in(event.getServletContext()).health(health).at("/metrics");
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    watch.close();
    health.close();
    recorder.close();
  }
}
