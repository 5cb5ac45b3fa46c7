package io.upstream.metrics.spring;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.annotation.HandlesTypes;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.ContextLoader;

/**
 * Learns from the servlet container, before Spring starts, whether the application has a class with
 * {@link EnableUpstreamMetrics} in any context. If so, the beans of the root context count,
 * although the root context starts first.
 */
@HandlesTypes(EnableUpstreamMetrics.class)
public final class AnnotationFinder implements ServletContainerInitializer {

  /** Called by the container. */
  public AnnotationFinder() {}

  @Override
  public void onStartup(@Nullable Set<Class<?>> annotated, ServletContext context) {
    if (annotated != null && !annotated.isEmpty()) {
      String name = ContextLoader.GLOBAL_INITIALIZER_CLASSES_PARAM;
      // An existing value stays, and the annotation then has to be on the root context.
      context.setInitParameter(name, RootContextMetering.class.getName());
    }
  }
}
