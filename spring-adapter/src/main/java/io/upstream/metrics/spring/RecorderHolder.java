package io.upstream.metrics.spring;

import io.upstream.metrics.UpstreamRecorder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.PriorityOrdered;

/**
 * Holds the recorder of a context once its bean exists.
 *
 * <p>Post-processors handle beans that the recorder may need, for example a {@code DataSource}.
 * They must not get the recorder's bean, which would then depend on itself, so they use the holder.
 */
public final class RecorderHolder
    implements Supplier<@Nullable UpstreamRecorder>, BeanPostProcessor, PriorityOrdered {

  private final Object lock = new Object();
  private List<Consumer<UpstreamRecorder>> waiting = new ArrayList<>();
  private volatile @Nullable UpstreamRecorder recorder;

  /** Returns the recorder; null as long as it is not there. */
  @Override
  public @Nullable UpstreamRecorder get() {
    return recorder;
  }

  /**
   * Runs an action with the recorder: now, or as soon as the recorder exists. A failing action is
   * logged.
   */
  public void whenAvailable(Consumer<UpstreamRecorder> action) {
    UpstreamRecorder available;
    synchronized (lock) {
      available = recorder;
      if (available == null) {
        waiting.add(action);
        return;
      }
    }
    run(action, available);
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    if (bean instanceof UpstreamRecorder available) {
      hold(available);
    }
    return bean;
  }

  /** Takes the recorder, which may be of a context below. */
  void hold(UpstreamRecorder available) {
    List<Consumer<UpstreamRecorder>> actions;
    synchronized (lock) {
      recorder = available;
      actions = waiting;
      waiting = new ArrayList<>();
    }
    actions.forEach(action -> run(action, available));
  }

  private static void run(Consumer<UpstreamRecorder> action, UpstreamRecorder recorder) {
    try {
      action.accept(recorder);
    } catch (RuntimeException | LinkageError e) {
      StartupLog.failed("a gauge of a bean", e);
    }
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }
}
