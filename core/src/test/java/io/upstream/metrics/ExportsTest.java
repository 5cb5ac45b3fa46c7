package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import io.upstream.metrics.testing.PublicTypes;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Compares the public members of core with the committed lists. */
class ExportsTest {

  private static final Path RESOURCES = Path.of("src", "test", "resources");

  /** The API of applications and adapters. */
  private static final Path API = RESOURCES.resolve("exports.txt");

  /** Types that are public for the compiler between our packages; no API type hands them out. */
  private static final Path INTERNALS = RESOURCES.resolve("exports-internals.txt");

  private static final String MEND =
      """
      The public types and members of core are not those of exports.txt and exports-internals.txt. If that is meant, write it anew with
        mvn -q -Pmend test -pl core
      """;

  private static final String ROOT = UpstreamMetrics.class.getPackageName();

  private static final Set<String> FRONT = Set.of(ROOT, ROOT + ".label", ROOT + ".catalog");

  /** The members that every record and enum has. */
  private static final Set<String> COMMON =
      Set.of("equals", "hashCode", "toString", "values", "valueOf");

  @Test
  @Tag("generated")
  void public_types_and_members_are_the_committed_ones() {
    Set<Class<?>> internals = new HashSet<>(visible());
    internals.removeAll(api());
    assertAll(() -> compare(API, render(api())), () -> compare(INTERNALS, render(internals)));
  }

  @Test
  void no_API_type_hands_out_the_engine() {
    assertThat(api())
        .extracting(Class::getSimpleName)
        .contains("Counter", "BoundCounter", "Families", "LabelGuard", "Detector", "Report")
        .noneMatch(name -> name.endsWith("Series"))
        .doesNotContain(
            "SeriesRegistry", "Page", "Guards", "GuardRules", "LabelEntry", "LabelResolver")
        .doesNotContain("KeyedLabel", "RetainedLabel", "StatusLabel");
  }

  /**
   * The front door, and all that its members show, generic parameters included, and theirs.
   * Constructors are left out: who has nothing to give them makes nothing.
   */
  private static Set<Class<?>> api() {
    Set<Class<?>> all = visible();
    Set<Class<?>> api = new HashSet<>();
    Deque<Class<?>> left = new ArrayDeque<>();
    all.stream().filter(type -> FRONT.contains(type.getPackageName())).forEach(left::add);
    while (!left.isEmpty()) {
      Class<?> type = left.remove();
      if (all.contains(type) && api.add(type)) {
        left.addAll(PublicTypes.shownBy(type, false));
      }
    }
    return api;
  }

  private static void compare(Path committed, String now) throws Exception {
    if (Boolean.getBoolean("upstream.mend")) {
      Files.writeString(committed, now);
    }
    List<String> before = qualified(Files.readString(committed));
    List<String> after = qualified(now);
    List<String> changes = new ArrayList<>();
    before.stream().filter(line -> !after.contains(line)).forEach(line -> changes.add("- " + line));
    after.stream().filter(line -> !before.contains(line)).forEach(line -> changes.add("+ " + line));
    assertThat(changes).as("%s: %s", committed.getFileName(), MEND).isEmpty();
    assertThat(now).as(MEND).isEqualTo(Files.readString(committed));
  }

  /** Returns the lines with the name of their type before each member. */
  private static List<String> qualified(String text) {
    List<String> lines = new ArrayList<>();
    String type = "";
    for (String line : text.lines().toList()) {
      boolean member = line.startsWith("  ");
      type = member ? type : line.split(" : ")[0];
      lines.add(member ? type + ": " + line.strip() : line);
    }
    return lines;
  }

  private static Set<Class<?>> visible() {
    return PublicTypes.ofModule(UpstreamMetrics.class);
  }

  private static String render(Set<Class<?>> types) {
    StringBuilder text = new StringBuilder();
    types.stream()
        .sorted(Comparator.comparing(Class::getName))
        .forEach(
            type -> {
              text.append(header(type)).append('\n');
              members(type).forEach(member -> text.append("  ").append(member).append('\n'));
            });
    return text.toString();
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static String header(Class<?> type) {
    String kind =
        type.isAnnotation()
            ? "@interface"
            : type.isInterface()
                ? "interface"
                : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
    List<String> parents = new ArrayList<>();
    if (type.getGenericSuperclass() != null && type.getSuperclass() != Object.class) {
      parents.add(name(type.getGenericSuperclass()));
    }
    Arrays.stream(type.getGenericInterfaces()).map(ExportsTest::name).forEach(parents::add);
    int shown = type.getModifiers() & (Modifier.ABSTRACT | Modifier.FINAL);
    String modifiers = type.isInterface() || type.isEnum() ? "" : Modifier.toString(shown) + " ";
    return (modifiers + kind + " " + type.getName()).strip()
        + (parents.isEmpty() ? "" : " : " + String.join(", ", parents));
  }

  private static SortedSet<String> members(Class<?> type) {
    SortedSet<String> members = new TreeSet<>();
    for (Field field : type.getDeclaredFields()) {
      if (isVisible(field.getModifiers()) && !field.isSynthetic()) {
        String kept = Modifier.isStatic(field.getModifiers()) ? "static " : "";
        members.add(kept + field.getName() + ": " + name(field.getGenericType()));
      }
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (isVisible(constructor.getModifiers()) && !constructor.isSynthetic()) {
        members.add("new" + parameters(constructor));
      }
    }
    for (Method method : type.getDeclaredMethods()) {
      if (isVisible(method.getModifiers())
          && !method.isSynthetic()
          && !COMMON.contains(method.getName())) {
        String kept = Modifier.isStatic(method.getModifiers()) ? "static " : "";
        members.add(
            kept
                + method.getName()
                + parameters(method)
                + ": "
                + name(method.getGenericReturnType()));
      }
    }
    return members;
  }

  private static String parameters(Executable executable) {
    String thrown =
        Arrays.stream(executable.getGenericExceptionTypes())
            .map(ExportsTest::name)
            .collect(Collectors.joining(", "));
    return Arrays.stream(executable.getGenericParameterTypes())
            .map(ExportsTest::name)
            .collect(Collectors.joining(", ", "(", ")"))
        + (thrown.isEmpty() ? "" : " throws " + thrown);
  }

  /** The name without its package. */
  private static String name(Type type) {
    return type.getTypeName().replaceAll("([a-z_]+\\.)+(?=[A-Z])", "");
  }
}
