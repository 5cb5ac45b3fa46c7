package io.upstream.metrics.spring.boot;

import io.upstream.metrics.UpstreamRecorder;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.util.ClassUtils;

/**
 * Resolves conflicts of names in a shared registry, in which third-party collectors have
 * precedence: before a server takes requests, and again when the application is ready.
 */
final class RegistryConflictResolver
    implements SmartLifecycle, ApplicationListener<ApplicationReadyEvent> {

  private static final String METERS = "io.micrometer.core.instrument.MeterRegistry";

  private final UpstreamRecorder recorder;
  private final ListableBeanFactory beans;
  private volatile boolean running;

  RegistryConflictResolver(UpstreamRecorder recorder, ListableBeanFactory beans) {
    this.recorder = recorder;
    this.beans = beans;
  }

  @Override
  public void start() {
    running = true;
    recorder.resolveNameConflicts();
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent event) {
    // If beans are lazy, Micrometer's meters would otherwise be created by the first scrape.
    ClassLoader loader = RegistryConflictResolver.class.getClassLoader();
    if (ClassUtils.isPresent(METERS, loader)) {
      beans.getBeansOfType(ClassUtils.resolveClassName(METERS, loader));
    }
    recorder.resolveNameConflicts();
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return Integer.MIN_VALUE;
  }
}
