package io.upstream.metrics.testing;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The types of a module that other modules can see, and the types that these show. */
public final class PublicTypes {

  private PublicTypes() {}

  /**
   * Returns the public and protected types of the module that a type belongs to, but those that
   * need a class which is not on the class path.
   */
  public static Set<Class<?>> ofModule(Class<?> member) {
    try {
      Path source = Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(source)) {
        return in(source, member.getClassLoader());
      }
      try (FileSystem jar = FileSystems.newFileSystem(source)) {
        return in(jar.getPath("/"), member.getClassLoader());
      }
    } catch (IOException | ReflectiveOperationException | URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static Set<Class<?>> in(Path root, ClassLoader loader)
      throws IOException, ReflectiveOperationException {
    Set<Class<?>> found = new HashSet<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        String name = root.relativize(file).toString().replace('/', '.');
        if (name.startsWith("META-INF") || name.contains("-info")) {
          continue;
        }
        String binaryName = name.substring(0, name.length() - ".class".length());
        if (isReadable(binaryName, loader)) {
          Class<?> type = Class.forName(binaryName, false, loader);
          if (isVisible(type)) {
            found.add(type);
          }
        }
      }
    }
    return found;
  }

  private static boolean isReadable(String name, ClassLoader loader)
      throws ReflectiveOperationException {
    try {
      Method[] unused = Class.forName(name, false, loader).getDeclaredMethods();
      return true;
    } catch (NoClassDefFoundError isOptional) {
      return false;
    }
  }

  /** Returns whether a type is public or protected, and so are the types that it is nested in. */
  public static boolean isVisible(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return isVisible(type.getModifiers()) && (outer == null || isVisible(outer));
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  /**
   * Returns the types that the visible members of a type show: its supertypes, the types of fields,
   * of results, parameters and exceptions, all with their generic parameters and bounds. What it
   * inherits from a supertype that is not visible itself counts as its own.
   *
   * @param withConstructors whether the parameters of constructors count
   */
  public static Set<Class<?>> shownBy(Class<?> type, boolean withConstructors) {
    Set<Class<?>> shown = new HashSet<>();
    Set<Type> seen = new HashSet<>();
    for (Class<?> each : List.of(type.getDeclaredClasses())) {
      if (isVisible(each)) {
        shown.add(each);
      }
    }
    addMembers(type, withConstructors, shown, seen);
    return shown;
  }

  private static void addMembers(
      Class<?> type, boolean withConstructors, Set<Class<?>> shown, Set<Type> seen) {
    add(type.getTypeParameters(), shown, seen);
    addSupertype(type.getGenericSuperclass(), type.getSuperclass(), shown, seen);
    for (int i = 0; i < type.getInterfaces().length; i++) {
      addSupertype(type.getGenericInterfaces()[i], type.getInterfaces()[i], shown, seen);
    }
    for (Field field : type.getDeclaredFields()) {
      if (isVisible(field.getModifiers()) && !field.isSynthetic()) {
        add(field.getGenericType(), shown, seen);
      }
    }
    for (Method method : type.getDeclaredMethods()) {
      if (isVisible(method.getModifiers()) && !method.isSynthetic()) {
        add(method.getGenericReturnType(), shown, seen);
        addParameters(method, shown, seen);
      }
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (withConstructors && isVisible(constructor.getModifiers()) && !constructor.isSynthetic()) {
        addParameters(constructor, shown, seen);
      }
    }
  }

  private static void addSupertype(
      @Nullable Type generic, @Nullable Class<?> raw, Set<Class<?>> shown, Set<Type> seen) {
    if (generic != null && raw != null) {
      add(generic, shown, seen);
      if (!isVisible(raw)) {
        addMembers(raw, false, shown, seen);
      }
    }
  }

  private static void addParameters(Executable executable, Set<Class<?>> shown, Set<Type> seen) {
    add(executable.getTypeParameters(), shown, seen);
    add(executable.getGenericParameterTypes(), shown, seen);
    add(executable.getGenericExceptionTypes(), shown, seen);
  }

  private static void add(Type[] types, Set<Class<?>> shown, Set<Type> seen) {
    for (Type type : types) {
      add(type, shown, seen);
    }
  }

  private static void add(@Nullable Type type, Set<Class<?>> shown, Set<Type> seen) {
    if (type == null || !seen.add(type)) {
      return;
    }
    if (type instanceof Class<?> plain) {
      if (plain.isArray()) {
        add(plain.getComponentType(), shown, seen);
      } else {
        shown.add(plain);
      }
    } else if (type instanceof ParameterizedType parameterized) {
      add(parameterized.getRawType(), shown, seen);
      add(parameterized.getOwnerType(), shown, seen);
      add(parameterized.getActualTypeArguments(), shown, seen);
    } else if (type instanceof GenericArrayType array) {
      add(array.getGenericComponentType(), shown, seen);
    } else if (type instanceof TypeVariable<?> variable) {
      add(variable.getBounds(), shown, seen);
    } else if (type instanceof WildcardType wildcard) {
      add(wildcard.getUpperBounds(), shown, seen);
      add(wildcard.getLowerBounds(), shown, seen);
    }
  }
}
