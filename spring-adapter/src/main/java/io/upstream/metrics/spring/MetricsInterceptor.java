package io.upstream.metrics.spring;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.guard.SafeLogger;
import io.upstream.metrics.servlet.MetricsFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Notes the controller method and the route of a request, which the {@link MetricsFilter} in front
 * of Spring measures.
 *
 * <pre>{@code
 * class Web implements WebMvcConfigurer {
 *   public void addInterceptors(InterceptorRegistry registry) {
 *     registry.addInterceptor(new MetricsInterceptor(recorder)).order(Ordered.HIGHEST_PRECEDENCE);
 *   }
 * }
 * }</pre>
 *
 * <p>It notes only the first handler of a request: not that of the error page, nor that of a
 * forward, nor one of Spring's own classes, whose requests are counted by their route. Order it
 * before interceptors that may refuse a request, because refused requests are otherwise counted by
 * their route only.
 */
public final class MetricsInterceptor implements HandlerInterceptor {

  private static final System.Logger LOGGER = SafeLogger.of(MetricsInterceptor.class);
  private static final String NOTED = MetricsInterceptor.class.getName();
  // Applications have fewer methods. The limit protects the memory of one that creates controllers
  // at run time.
  private static final int MAX = 10_000;

  private final UpstreamRecorder recorder;
  private final ViewNaming naming;
  private final Map<Handler, Optional<String>> views = new ConcurrentHashMap<>();
  private final AtomicBoolean filterMissed = new AtomicBoolean();
  private final AtomicBoolean namingSaid = new AtomicBoolean();

  /**
   * A method of a controller's class. A {@link HandlerMethod} as the key would call {@code
   * hashCode} and {@code equals} of the controller, which is the application's code.
   */
  private record Handler(Class<?> type, Method method) {}

  /** Views are {@code ClaimController#list}. */
  public MetricsInterceptor(UpstreamRecorder recorder) {
    this(recorder, ViewNaming.simpleName());
  }

  public MetricsInterceptor(UpstreamRecorder recorder, ViewNaming naming) {
    this.recorder = recorder;
    this.naming = naming;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (recorder.isEnabled()
        && handler instanceof HandlerMethod method
        && !isSprings(method)
        && request.getDispatcherType() != DispatcherType.ERROR
        && request.getAttribute(NOTED) == null) {
      note(request, method);
    }
    return true;
  }

  /** Returns whether no class of the application handles it: OPTIONS, an endpoint of Actuator's. */
  private static boolean isSprings(HandlerMethod method) {
    return method.getBeanType().getName().startsWith("org.springframework.");
  }

  private void note(HttpServletRequest request, HandlerMethod method) {
    if (!MetricsFilter.isMeasuring(request) && !filterMissed.getAndSet(true)) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "No MetricsFilter is mounted in front of Spring's servlet: requests are not counted");
    }
    request.setAttribute(NOTED, true);
    String pattern = (String) request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    String template = pattern == null ? null : RouteTemplate.of(pattern);
    String view = view(method);
    if (view != null) {
      MetricsFilter.handler(request, view, template);
    } else if (template != null) {
      MetricsFilter.route(request, template);
    }
  }

  private @Nullable String view(HandlerMethod method) {
    Handler key = new Handler(method.getBeanType(), method.getMethod());
    Optional<String> known = views.get(key);
    if (known == null) {
      known = Optional.ofNullable(named(method));
      if (views.size() < MAX) {
        views.put(key, known);
      }
    }
    return known.orElse(null);
  }

  private @Nullable String named(HandlerMethod method) {
    try {
      return naming.view(method);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) { // the application's code
      if (!namingSaid.getAndSet(true)) {
        LOGGER.log(
            System.Logger.Level.WARNING,
            "The naming of views threw: requests are counted by their route template",
            e);
      }
      return null;
    }
  }
}
