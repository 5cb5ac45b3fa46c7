package io.upstream.metrics.guard.value;

import io.upstream.metrics.label.OpenLabel;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** The constants of a label type: its public static final fields of its own type. */
public final class LabelConstants {

  // One list for each type, shared by all recorders, as long as the class is loaded.
  private static final ClassValue<List<String>> BY_TYPE =
      new ClassValue<>() {
        @Override
        protected List<String> computeValue(Class<?> type) {
          return List.copyOf(read(type.asSubclass(OpenLabel.class)));
        }
      };

  private LabelConstants() {}

  /** Returns the values of a type's constants in the order of the fields. */
  public static List<String> of(Class<? extends OpenLabel> type) {
    return BY_TYPE.get(type);
  }

  private static List<String> read(Class<? extends OpenLabel> type) {
    List<String> values = new ArrayList<>();
    for (Field field : type.getDeclaredFields()) {
      int modifiers = field.getModifiers();
      if (field.getType() == type && Modifier.isStatic(modifiers) && Modifier.isPublic(modifiers)) {
        try {
          field.setAccessible(true); // the type itself need not be public
          String value = type.cast(field.get(null)).value();
          if (value != null) {
            values.add(value);
          }
        } catch (IllegalAccessException e) {
          throw new IllegalArgumentException("cannot read the constants of " + type.getName(), e);
        }
      }
    }
    return values;
  }
}
