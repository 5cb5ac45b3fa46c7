package io.upstream.metrics.spring.standin;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** What a stand-in does about a call. */
@FunctionalInterface
public interface Advice {

  /** Answers a call, by asking the target or otherwise. */
  @Nullable Object around(Method method, @Nullable Object[] arguments, Target target)
      throws Throwable;

  /** The target's own answer. */
  @FunctionalInterface
  interface Target {

    /** Passes the call on with these arguments; what the target throws comes out as it is. */
    @Nullable Object call(@Nullable Object[] arguments) throws Throwable;
  }
}
