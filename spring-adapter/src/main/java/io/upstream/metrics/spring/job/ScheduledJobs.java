package io.upstream.metrics.spring.job;

import io.micrometer.observation.ObservationRegistry;
import io.upstream.metrics.UpstreamRecorder;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/**
 * Counts each run of a {@code @Scheduled} method, whatever scheduler runs it.
 *
 * <p>Spring itself tells: it observes these runs where it has a registry of observations. If the
 * application has one, we listen there; else the scheduled tasks get one with nobody but us. The
 * methods' beans need no proxy, so private methods and final classes are counted like any other.
 */
public final class ScheduledJobs implements SchedulingConfigurer {

  /** No bean: Actuator would have it listen a second time. */
  private final ScheduledRuns runs;

  private final Supplier<@Nullable ObservationRegistry> shared;
  private final Set<ObservationRegistry> heard = ConcurrentHashMap.newKeySet();

  /**
   * Counts with a recorder.
   *
   * @param beans what customer expressions may speak of
   * @param shared the application's registry of observations, if it has one
   */
  public ScheduledJobs(
      UpstreamRecorder recorder,
      BeanFactory beans,
      Supplier<@Nullable ObservationRegistry> shared) {
    this.runs = new ScheduledRuns(recorder, new CustomerExpressions(beans));
    this.shared = shared;
  }

  @Override
  public void configureTasks(ScheduledTaskRegistrar registrar) {
    ObservationRegistry ours = shared.get();
    if (ours != null) {
      // Whether Actuator has told the registrar yet depends on who is asked first.
      listen(ours);
    }
    ObservationRegistry theirs = registrar.getObservationRegistry();
    if (theirs == null || theirs.isNoop()) {
      registrar.setObservationRegistry(listen(ObservationRegistry.create()));
    } else {
      listen(theirs);
    }
  }

  private ObservationRegistry listen(ObservationRegistry registry) {
    if (heard.add(registry)) {
      registry.observationConfig().observationHandler(runs);
    }
    return registry;
  }
}
