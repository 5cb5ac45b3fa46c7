package io.upstream.metrics.tools;

import io.upstream.metrics.catalog.Family;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/**
 * Families that belong together.
 *
 * @param title their title in documents
 * @param families the families, in the order in which they are shown
 */
public record FamilyGroup(String title, List<? extends Family<?>> families) {

  /** Copies the list. */
  public FamilyGroup {
    families = List.copyOf(families);
  }

  /** Returns the families that a class declares as static fields, in the order of the fields. */
  public static FamilyGroup declaredBy(String title, Class<?> type) {
    List<Family<?>> families = new ArrayList<>();
    for (Field field : type.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers())
          && Family.class.isAssignableFrom(field.getType())) {
        families.add(read(field));
      }
    }
    if (families.isEmpty()) {
      throw new IllegalArgumentException(type.getName() + " declares no family as a static field");
    }
    return new FamilyGroup(title, families);
  }

  private static Family<?> read(Field field) {
    try {
      field.setAccessible(true);
      return (Family<?>) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException(field + " cannot be read", e);
    }
  }
}
