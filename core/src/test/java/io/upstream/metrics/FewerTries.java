package io.upstream.metrics;

import io.upstream.metrics.testing.Repeats;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.Store;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

/** Ends each property after 100 tries, except in the full build, which makes all of them. */
public final class FewerTries implements AroundTryHook {

  private static final int MOST = Repeats.of(100, Integer.MAX_VALUE);

  @Override
  public PropagationMode propagateTo() {
    return PropagationMode.ALL_DESCENDANTS;
  }

  @Override
  public TryExecutionResult aroundTry(
      TryLifecycleContext context, TryExecutor property, List<Object> parameters) {
    TryExecutionResult result = property.execute(parameters);
    int tries =
        Store.getOrCreate(FewerTries.class, Lifespan.PROPERTY, AtomicInteger::new)
            .get()
            .incrementAndGet();
    return result.isSatisfied() && tries >= MOST ? TryExecutionResult.satisfied(true) : result;
  }
}
