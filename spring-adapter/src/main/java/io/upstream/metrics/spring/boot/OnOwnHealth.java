package io.upstream.metrics.spring.boot;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.ClassUtils;

/**
 * Matches if our health is switched on, or if Actuator is absent and our health is not switched
 * off.
 */
final class OnOwnHealth implements Condition {

  private static final String ACTUATOR =
      "org.springframework.boot.actuate.endpoint.annotation.Endpoint";

  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    return context
        .getEnvironment()
        .getProperty(
            "upstream.metrics.health.enabled",
            Boolean.class,
            !ClassUtils.isPresent(ACTUATOR, context.getClassLoader()));
  }
}
