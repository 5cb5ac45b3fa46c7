package io.upstream.metrics.spring.standin;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.cglib.proxy.Enhancer;
import org.springframework.cglib.proxy.Factory;
import org.springframework.core.NativeDetector;
import org.springframework.objenesis.SpringObjenesis;
import org.springframework.util.ClassUtils;

/**
 * Puts an object of a bean's own class before the bean, so that whoever asks for the class, or
 * casts to it, still gets it.
 *
 * <pre>{@code
 * HikariDataSource before = (HikariDataSource) StandIn.of(pool, advice);
 * }</pre>
 *
 * <p>Every call that can be overridden goes through the {@link Advice}. Final methods cannot: they
 * run on the stand-in, which has no state unless it was {@linkplain #constructed constructed}. A
 * class that nobody can ask for by name (a lambda, a nested class of a library, a proxy) is stood
 * in for by its interfaces. A public class that cannot be extended is not stood in for at all.
 */
public final class StandIn {

  private static final SpringObjenesis OBJENESIS = new SpringObjenesis();

  private StandIn() {}

  /** Whether an object stands in for another. */
  public static boolean isOne(@Nullable Object object) {
    return object instanceof HasTarget;
  }

  /** A stand-in; null where there can be none. */
  public static @Nullable Object of(Object target, Advice advice) {
    Class<?> type = superclass(target);
    if (isExtendable(type)) {
      try {
        Enhancer enhancer = enhancer(type, target);
        enhancer.setCallbackType(Calls.class);
        Class<?> made = enhancer.createClass();
        Object standIn = OBJENESIS.newInstance(made, enhancer.getUseCache());
        ((Factory) standIn).setCallback(0, new Calls(target, advice, true));
        return standIn;
      } catch (RuntimeException | LinkageError inextensible) {
        return byInterfaces(type, target, advice);
      }
    }
    return byInterfaces(type, target, advice);
  }

  /**
   * A stand-in that a constructor has run for, so that final methods find what they read.
   *
   * @param prepare sets what the constructor does not; the calls do not reach the target yet
   */
  public static <T> T constructed(
      T target, Advice advice, Class<?>[] types, Object[] arguments, Consumer<T> prepare) {
    Enhancer enhancer = enhancer(target.getClass(), target);
    enhancer.setInterceptDuringConstruction(false);
    Calls calls = new Calls(target, advice, false);
    enhancer.setCallback(calls);
    @SuppressWarnings("unchecked") // extends the target's class
    T made = (T) enhancer.create(types, arguments);
    prepare.accept(made);
    calls.live();
    return made;
  }

  private static Enhancer enhancer(Class<?> type, Object target) {
    Enhancer enhancer = new Enhancer();
    enhancer.setSuperclass(type);
    // Named again, an interface of the superclass would lose its type arguments.
    enhancer.setInterfaces(
        interfaces(target).stream()
            .filter(each -> !each.isAssignableFrom(type))
            .toArray(Class<?>[]::new));
    enhancer.setClassLoader(type.getClassLoader());
    enhancer.setNamingPolicy(Naming.OURS);
    return enhancer;
  }

  private static @Nullable Object byInterfaces(Class<?> type, Object target, Advice advice) {
    if (Modifier.isPublic(type.getModifiers()) && !Proxy.isProxyClass(type)) {
      return null;
    }
    Calls calls = new Calls(target, advice, true);
    InvocationHandler handler =
        (self, method, arguments) ->
            calls.answer(self, method, arguments == null ? new Object[0] : arguments);
    try {
      return Proxy.newProxyInstance(
          StandIn.class.getClassLoader(), interfaces(target).toArray(Class<?>[]::new), handler);
    } catch (IllegalArgumentException invisible) {
      return null;
    }
  }

  private static boolean isExtendable(Class<?> type) {
    return !NativeDetector.inNativeImage()
        && type.getClassLoader() != null
        && !Modifier.isFinal(type.getModifiers())
        && !type.isHidden()
        && !Proxy.isProxyClass(type);
  }

  /** Of a class that was generated, what it was generated for. */
  private static Class<?> superclass(Object target) {
    return ClassUtils.getUserClass(target);
  }

  private static Set<Class<?>> interfaces(Object target) {
    Set<Class<?>> interfaces = new LinkedHashSet<>(ClassUtils.getAllInterfacesAsSet(target));
    interfaces.remove(Factory.class);
    interfaces.removeIf(each -> each.isSealed() || !Modifier.isPublic(each.getModifiers()));
    interfaces.add(HasTarget.class);
    return interfaces;
  }
}
