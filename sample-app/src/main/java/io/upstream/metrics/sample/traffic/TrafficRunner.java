package io.upstream.metrics.sample.traffic;

import io.upstream.metrics.sample.SampleProperties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Runs the traffic. It starts after the web server and stops before it. */
@Component
class TrafficRunner implements SmartLifecycle {

  private static final System.Logger LOGGER = System.getLogger(TrafficRunner.class.getName());

  private final Traffic traffic;
  private final SampleProperties.Traffic properties;
  private @Nullable ScheduledExecutorService executor;

  TrafficRunner(Traffic traffic, SampleProperties properties) {
    this.traffic = traffic;
    this.properties = properties.traffic();
  }

  @Override
  public boolean isAutoStartup() {
    return properties.enabled();
  }

  @Override
  public synchronized void start() {
    executor = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "traffic"));
    long pace = Math.max(1, properties.pace().toMillis());
    // A step catches what goes wrong in it, so the future never ends by itself.
    var unused = executor.scheduleWithFixedDelay(this::step, 0, pace, TimeUnit.MILLISECONDS);
  }

  private void step() {
    try {
      traffic.step();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOGGER.log(System.Logger.Level.WARNING, "A step of the traffic failed", e);
    }
  }

  @Override
  public synchronized void stop() {
    ScheduledExecutorService running = executor;
    executor = null;
    if (running != null) {
      running.shutdown();
      try {
        if (!running.awaitTermination(20, TimeUnit.SECONDS)) {
          running.shutdownNow();
        }
      } catch (InterruptedException e) {
        running.shutdownNow();
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return executor != null;
  }
}
