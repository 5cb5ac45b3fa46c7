package io.upstream.metrics.spring.job;

import io.upstream.metrics.guard.SafeLogger;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.spring.job.Job.CustomerOf;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.expression.Expression;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/** Reads customers out of calls, by {@link TrackedJob#customer()}. */
final class CustomerExpressions {

  private static final System.Logger LOG = SafeLogger.of(CustomerExpressions.class);

  /** The object that an expression sees as {@code #root}. */
  record Root(@Nullable Object target) {}

  private final SpelExpressionParser parser = new SpelExpressionParser();
  private final ParameterNameDiscoverer names = new DefaultParameterNameDiscoverer();
  private final BeanFactory beans;

  CustomerExpressions(BeanFactory beans) {
    this.beans = beans;
  }

  /**
   * Parses an expression and refuses a malformed one. If the expression fails for a call, the
   * customer is unknown, and the failure is logged once without its message, which may contain
   * personal data.
   */
  CustomerOf parsed(String text, Method method) {
    Expression expression;
    try {
      expression = parser.parseExpression(text);
    } catch (ParseException malformed) {
      throw new IllegalStateException(
          "@TrackedJob of " + method + ": expected customer to be a SpEL expression, got " + text,
          malformed);
    }
    AtomicBoolean said = new AtomicBoolean();
    return (target, arguments) -> {
      try {
        return customer(expression.getValue(context(method, target, arguments)));
      } catch (VirtualMachineError e) {
        throw e;
      } catch (Throwable failure) { // the application's code
        if (!said.getAndSet(true)) {
          LOG.log(
              Level.WARNING,
              "@TrackedJob of {0}: the customer expression {1} failed with {2}; such jobs count for"
                  + " an unknown customer.",
              method,
              text,
              failure.getClass().getName());
        }
        return null;
      }
    };
  }

  private MethodBasedEvaluationContext context(
      Method method, @Nullable Object target, @Nullable Object[] arguments) {
    MethodBasedEvaluationContext context =
        new MethodBasedEvaluationContext(new Root(target), method, arguments, names);
    context.setBeanResolver(new BeanFactoryResolver(beans));
    return context;
  }

  private static @Nullable CustomerId customer(@Nullable Object value) {
    return value == null || value instanceof CustomerId
        ? (CustomerId) value
        : new CustomerId(value.toString());
  }
}
