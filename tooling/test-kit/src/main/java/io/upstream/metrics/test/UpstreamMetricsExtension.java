package io.upstream.metrics.test;

import io.upstream.metrics.RecorderBuilder;
import io.upstream.metrics.Settings;
import io.upstream.metrics.UpstreamMetrics;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.guard.Mode;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test its own recorder, as a parameter of the test method or of {@code @BeforeEach}.
 * The static verbs do not use it, so the tests may run in parallel.
 *
 * <pre>{@code
 * @ExtendWith(UpstreamMetricsExtension.class)
 * class OrdersTest {
 *   @Test
 *   void an_order_is_counted(UpstreamRecorder recorder) {
 *     new Orders(recorder).place(order);
 *     assertThat(recorder).counter(ORDERS, new OrderLabels(Channel.WEB)).increasedBy(1);
 *   }
 * }
 * }</pre>
 *
 * <p>A test that needs another recorder configures it:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final UpstreamMetricsExtension METRICS =
 *     UpstreamMetricsExtension.with(builder -> builder.families(ORDERS).budget(Region.class, 2))
 *         .mode(Mode.ENFORCE);
 * }</pre>
 *
 * <p>The recorder is {@code STRICT} unless {@link #mode} says otherwise. It reads neither system
 * properties nor the environment, and has no figures of the JVM.
 */
public final class UpstreamMetricsExtension
    implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

  /**
   * The resource of JUnit that a test locks which uses the static verbs:
   * {@code @ResourceLock(UpstreamMetricsExtension.STATIC_VERBS)}.
   */
  public static final String STATIC_VERBS = "io.upstream.metrics.UpstreamMetrics";

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(UpstreamMetricsExtension.class);

  private final Consumer<RecorderBuilder> customizer;
  private final Mode mode;
  private final boolean installs;

  /** Creates an extension for {@code @ExtendWith}. */
  public UpstreamMetricsExtension() {
    this(builder -> {}, Mode.STRICT, false);
  }

  private UpstreamMetricsExtension(
      Consumer<RecorderBuilder> customizer, Mode mode, boolean installs) {
    this.customizer = customizer;
    this.mode = mode;
    this.installs = installs;
  }

  /** Configures the recorders for {@code @RegisterExtension}. */
  public static UpstreamMetricsExtension with(Consumer<RecorderBuilder> customizer) {
    return new UpstreamMetricsExtension(customizer, Mode.STRICT, false);
  }

  /** Returns an extension like this one whose recorders have another mode. */
  public UpstreamMetricsExtension mode(Mode mode) {
    return new UpstreamMetricsExtension(customizer, mode, installs);
  }

  /**
   * Returns an extension like this one whose recorders the static verbs use during a test. The test
   * class has to lock {@link #STATIC_VERBS} if tests run in parallel.
   */
  public UpstreamMetricsExtension installed() {
    return new UpstreamMetricsExtension(customizer, mode, true);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    UpstreamRecorder shared = installs ? SpringContexts.recorder(context) : null;
    UpstreamRecorder recorder = shared == null ? build() : shared;
    context
        .getStore(NAMESPACE)
        .put(
            UpstreamRecorder.class,
            new Given(
                recorder,
                shared == null,
                TestRun.begin(recorder),
                installs ? UpstreamMetrics.installTemporarily(recorder) : null));
  }

  private UpstreamRecorder build() {
    RecorderBuilder builder =
        UpstreamRecorder.builder().settings(Settings.of(Map.of(), Map.of())).jvm(false).mode(mode);
    customizer.accept(builder);
    return builder.build();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Given given = context.getStore(NAMESPACE).remove(UpstreamRecorder.class, Given.class);
    if (given == null) {
      return; // the recorder could not be built, which JUnit has reported
    }
    Samples now = Samples.of(given.recorder);
    given.takeBack();
    boolean passed = context.getExecutionException().isEmpty();
    if (passed && mode == Mode.STRICT && !given.run.expectsRefusals()) {
      String refused = RecorderAssert.refusals(given.run, now);
      if (!refused.isEmpty()) {
        throw new AssertionError(
            "The recorder refused what the test recorded, and the exception did not reach the test:"
                + refused
                + "\nIf the test means it, it says assertThat(recorder).refused(..).");
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == UpstreamRecorder.class
        && context.getTestMethod().isPresent();
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Given given = context.getStore(NAMESPACE).get(UpstreamRecorder.class, Given.class);
    if (given == null) {
      throw new IllegalStateException(
          "The recorder is one for each test: take it in a test or in @BeforeEach, not in a"
              + " constructor");
    }
    return given.recorder;
  }

  /**
   * The recorder that a test was given.
   *
   * @param isOwn true if only this test uses the recorder, which then ends with the test
   */
  private record Given(
      UpstreamRecorder recorder,
      boolean isOwn,
      TestRun run,
      UpstreamMetrics.@Nullable Installation installation) {

    void takeBack() {
      if (installation != null) {
        installation.close();
      }
      if (isOwn) {
        recorder.close();
      }
      TestRun.end(recorder);
    }
  }
}
