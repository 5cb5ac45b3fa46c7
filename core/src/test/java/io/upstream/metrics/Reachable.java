package io.upstream.metrics;

import java.lang.ref.Reference;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Walks the heap from an object and collects the texts that it holds, however deep. */
final class Reachable {

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> open = new ArrayDeque<>();
  private final StringBuilder texts = new StringBuilder();

  private Reachable() {}

  /** All texts that can be reached, one after another. */
  static String texts(Object... roots) {
    Reachable walk = new Reachable();
    for (Object root : roots) {
      walk.visit(root);
    }
    while (!walk.open.isEmpty()) {
      walk.enter(walk.open.pop());
    }
    return walk.texts.toString();
  }

  private void visit(Object object) {
    if (object != null && seen.add(object)) {
      open.push(object);
    }
  }

  // What the JDK hides is asked for by its own methods.
  private void enter(Object object) {
    if (object instanceof CharSequence text) {
      texts.append(text).append('\n');
    } else if (object instanceof byte[] bytes) {
      texts.append(new String(bytes, java.nio.charset.StandardCharsets.UTF_8)).append('\n');
    } else if (object instanceof Object[] array) {
      for (int i = 0; i < Array.getLength(array); i++) {
        visit(array[i]);
      }
    } else if (object instanceof Collection<?> collection) {
      collection.forEach(this::visit);
    } else if (object instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            visit(key);
            visit(value);
          });
    } else if (object instanceof AtomicReference<?> reference) {
      visit(reference.get());
    } else if (object instanceof AtomicReferenceArray<?> references) {
      for (int i = 0; i < references.length(); i++) {
        visit(references.get(i));
      }
    } else if (object instanceof Optional<?> optional) {
      optional.ifPresent(this::visit);
    } else if (object instanceof Reference<?> reference) {
      visit(reference.get());
    } else if (object instanceof Throwable thrown) {
      visit(thrown.getMessage());
    } else if (!object.getClass().getName().startsWith("java.")
        && !object.getClass().getName().startsWith("jdk.internal")
        && !(object instanceof Class<?>)) {
      fields(object);
    }
  }

  private void fields(Object object) {
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      if (type.getName().startsWith("java.")) {
        continue;
      }
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          try {
            field.setAccessible(true);
            visit(field.get(object));
          } catch (IllegalAccessException e) {
            throw new AssertionError(field.toString(), e);
          }
        }
      }
    }
  }
}
