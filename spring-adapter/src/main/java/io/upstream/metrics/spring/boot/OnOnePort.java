package io.upstream.metrics.spring.boot;

import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.ClassUtils;

/** Matches if there is no Actuator or it has no separate port. */
final class OnOnePort implements Condition {

  static final String ACTUATOR =
      "org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType";

  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    return isOnOnePort(context.getEnvironment());
  }

  static boolean isOnOnePort(Environment environment) {
    return !ClassUtils.isPresent(ACTUATOR, OnOnePort.class.getClassLoader())
        || Actuator.isOnOnePort(environment);
  }

  /** The code that needs Actuator. The JVM loads it only if Actuator is on the class path. */
  private static final class Actuator {
    static boolean isOnOnePort(Environment environment) {
      return ManagementPortType.get(environment) != ManagementPortType.DIFFERENT;
    }
  }
}
