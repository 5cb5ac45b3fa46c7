package io.upstream.metrics.jdbc.hibernate;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Returns the value of the label {@code model} for an entity, if dashboards expect another one than
 * its JPA name.
 *
 * <pre>{@code
 * properties.put(EntityNaming.SETTING, EntityNaming.ofApplication("upstream"));
 * }</pre>
 *
 * <p>A name is made once for each entity of a session factory and then kept.
 */
@FunctionalInterface
public interface EntityNaming {

  /** The setting of a session factory that has the naming as its value. */
  String SETTING = "io.upstream.metrics.entity_naming";

  /**
   * Returns the model of an entity.
   *
   * @param entity the JPA name, {@code Claim}
   * @param type the full name of the class, {@code com.example.claims.Claim}, or what a mapping
   *     without a class calls it
   */
  String model(String entity, String type);

  /** Returns the default naming: {@code Claim}. */
  static EntityNaming entityName() {
    return (entity, type) -> entity;
  }

  /**
   * Returns a naming by the full class name, {@code com.example.claims.Claim}, for entities that
   * share a name.
   */
  static EntityNaming fullName() {
    return (entity, type) -> type;
  }

  /** Returns the naming of the platform's models: {@code upstream.Claim}. */
  static EntityNaming ofApplication(String application) {
    Objects.requireNonNull(application, "application");
    return (entity, type) -> application + "." + entity;
  }

  /** Returns the naming from the settings of a session factory. */
  static EntityNaming in(Map<String, ?> settings) {
    @Nullable Object value = settings.get(SETTING);
    if (value == null) {
      return entityName();
    }
    if (value instanceof EntityNaming naming) {
      return naming;
    }
    throw new IllegalArgumentException(
        SETTING + " is a " + value.getClass().getName() + ", expected an EntityNaming");
  }
}
