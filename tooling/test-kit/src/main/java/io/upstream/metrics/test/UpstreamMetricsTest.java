package io.upstream.metrics.test;

import io.upstream.metrics.guard.Mode;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Gives each test a recorder that the static verbs of {@code UpstreamMetrics} use, too.
 *
 * <pre>{@code
 * @UpstreamMetricsTest
 * class OrdersTest {
 *   @Test
 *   void an_order_is_counted(UpstreamRecorder recorder) {
 *     new Orders().place(order);
 *     assertThat(recorder).counter(ORDERS, new OrderLabels(Channel.WEB)).increasedBy(1);
 *   }
 * }
 * }</pre>
 *
 * <p>The recorder is new for each test and {@code STRICT}: it throws at each refusal. If the tested
 * code swallows the exception, the test fails at its end, unless it has called {@code
 * assertThat(recorder).refused(..)}. Afterwards the static verbs use their previous recorder.
 *
 * <p>In a Spring test the recorder is that of the application context, and assertions see what has
 * been recorded since the test began. A context without one, such as that of {@code @WebMvcTest},
 * gets one.
 *
 * <p>Tests with this annotation do not run at the same time as one another, because the static
 * verbs are global. Tests that do not need them run in parallel with {@link
 * UpstreamMetricsExtension} instead.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(InstallingExtension.class)
@ResourceLock(UpstreamMetricsExtension.STATIC_VERBS)
public @interface UpstreamMetricsTest {

  /** Returns the mode of the recorder: what it does about values and numbers that it refuses. */
  Mode mode() default Mode.STRICT;
}
