package io.upstream.metrics.test;

import io.upstream.metrics.UpstreamRecorder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** The application context of a Spring test, where there is Spring and the test has one. */
final class SpringContexts {

  private static final boolean PRESENT = isPresent();

  private SpringContexts() {}

  private static boolean isPresent() {
    try {
      Class.forName(
          "org.springframework.test.context.junit.jupiter.SpringExtension",
          false,
          SpringContexts.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** Returns the recorder of the test's context; null for a test without one. */
  static @Nullable UpstreamRecorder recorder(ExtensionContext context) {
    return PRESENT ? Spring.recorder(context) : null;
  }

  /** The code that needs Spring. The JVM loads it only if Spring is on the class path. */
  private static final class Spring {

    static @Nullable UpstreamRecorder recorder(ExtensionContext context) {
      Class<?> test = context.getRequiredTestClass();
      boolean springs =
          TestContextAnnotationUtils.hasAnnotation(test, BootstrapWith.class)
              || TestContextAnnotationUtils.hasAnnotation(test, ContextConfiguration.class);
      return springs
          ? SpringExtension.getApplicationContext(context)
              .getBeanProvider(UpstreamRecorder.class)
              .getIfAvailable()
          : null;
    }
  }
}
