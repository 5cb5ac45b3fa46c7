package io.upstream.metrics.series;

import io.upstream.metrics.catalog.Catalogue;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.LabelTypes;
import io.upstream.metrics.catalog.SelfFamilies;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A registry of the sample names of a recorder's families; no two families may share a name.
 *
 * <p>Each family of the library claims three or more names. They never clash, so one copy serves
 * all recorders; a recorder stores only the names of other families.
 */
final class NameRegistry {

  private static final Map<String, Family<?>> LIBRARY = library();

  private final Predicate<Family<?>> present;
  private final ConcurrentHashMap<String, Family<?>> others = new ConcurrentHashMap<>();

  /**
   * Creates a registry without names.
   *
   * @param present tests whether a family of the library is in the recorder
   */
  NameRegistry(Predicate<Family<?>> present) {
    this.present = present;
  }

  private static Map<String, Family<?>> library() {
    Map<String, Family<?>> claims = new HashMap<>();
    for (List<Family<?>> families :
        List.of(Catalogue.BUSINESS, Catalogue.TECHNICAL, SelfFamilies.ALL)) {
      families.forEach(
          family -> family.claimedNames().forEach(name -> claim(claims, name, family)));
    }
    return Map.copyOf(claims);
  }

  private static void claim(Map<String, Family<?>> claims, String name, Family<?> family) {
    Family<?> other = claims.put(name, family);
    if (other != null) { // which build() would not see: it trusts in this
      throw new IllegalStateException(family + " and " + other + " both claim " + name);
    }
  }

  static boolean isOfLibrary(Family<?> family) {
    return family.equals(LIBRARY.get(family.name()));
  }

  /** Returns the family that has a name; null if none has. */
  @Nullable Family<?> of(String name) {
    Family<?> family = LIBRARY.get(name);
    return family != null && present.test(family) ? family : others.get(name);
  }

  /** Takes the names of a family that is about to be present. */
  void add(Family<?> family) {
    if (!isOfLibrary(family)) {
      for (String name : family.claimedNames()) {
        others.put(name, family);
      }
    }
  }

  /** Gives back the names of a family that was refused. */
  void remove(Family<?> family) {
    if (!isOfLibrary(family)) {
      family.claimedNames().forEach(others::remove);
    }
  }

  /** Returns the first name of a family that another family has; null if there is none. */
  @Nullable String clash(Family<?> family) {
    if (others.isEmpty() && isOfLibrary(family)) {
      return null;
    }
    for (String name : family.claimedNames()) {
      Family<?> other = of(name);
      if (other != null && !other.equals(family)) { // which an error may have kept from the end
        return name;
      }
    }
    return null;
  }

  /**
   * Returns the exception for a clash. No lock is held, because this calls a class loader for its
   * name.
   */
  static IllegalArgumentException refusal(Family<?> family, Family<?> other, String name) {
    Class<?> declared = other.schema().type();
    boolean isOtherLoader = declared.getClassLoader() != family.schema().type().getClassLoader();
    String where =
        isOtherLoader
            ? "elsewhere, with " + declared.getName() + " of " + LabelTypes.loader(declared)
            : "elsewhere";
    return new IllegalArgumentException(
        family.name()
            + " clashes with "
            + other.name()
            + (other.name().equals(family.name())
                ? ", which is declared differently " + where + ": use one declaration"
                : ": both have samples named " + name + " in some format; rename one"));
  }
}
