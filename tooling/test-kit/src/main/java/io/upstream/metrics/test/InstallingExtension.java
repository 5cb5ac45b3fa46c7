package io.upstream.metrics.test;

import io.upstream.metrics.guard.Mode;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** The JUnit extension behind {@link UpstreamMetricsTest}. */
final class InstallingExtension
    implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

  private final UpstreamMetricsExtension strict = new UpstreamMetricsExtension().installed();

  @Override
  public void beforeEach(ExtensionContext context) {
    of(context).beforeEach(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    of(context).afterEach(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return strict.supportsParameter(parameter, context);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return strict.resolveParameter(parameter, context);
  }

  private UpstreamMetricsExtension of(ExtensionContext context) {
    return strict.mode(mode(context));
  }

  // The annotation of a method has precedence over that of its class, and that one over the
  // annotation of an outer class.
  private static Mode mode(ExtensionContext context) {
    for (ExtensionContext at = context; ; at = at.getParent().orElseThrow()) {
      UpstreamMetricsTest annotation =
          AnnotationSupport.findAnnotation(at.getElement(), UpstreamMetricsTest.class).orElse(null);
      if (annotation != null) {
        return annotation.mode();
      }
    }
  }
}
