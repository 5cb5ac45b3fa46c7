package io.upstream.metrics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Format;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Formatter;
import java.util.List;
import java.util.Scanner;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {

  private static final String ROOT = "io.upstream.metrics";

  /** Each package knows those before it and none of those after it. */
  private static final List<String> LINE =
      List.of(
          ROOT + ".label",
          ROOT + ".catalog",
          ROOT + ".guard.detect.text",
          ROOT + ".guard.detect",
          ROOT + ".guard.sketch",
          ROOT + ".guard.value",
          ROOT + ".guard",
          ROOT + ".series.cell",
          ROOT + ".series.row",
          ROOT + ".series",
          ROOT + ".page.registry",
          ROOT + ".page",
          ROOT + ".event",
          ROOT);

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("/metrics/testing/"))
          .importPackages(ROOT);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void packages_form_a_line(int place) {
    String[] later = LINE.subList(place + 1, LINE.size()).toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(LINE.get(place))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(later)
        .allowEmptyShould(true)
        .check(CORE);
  }

  @Test
  void every_package_has_its_place_in_the_line() {
    assertThat(CORE).extracting(JavaClass::getPackageName).isSubsetOf(LINE);
  }

  @Test
  void nouns_know_no_Prometheus_type() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".label", ROOT + ".catalog", ROOT + ".guard..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.prometheus..")
        .allowEmptyShould(true)
        .check(CORE);
  }

  @Test
  void core_needs_only_the_JDK_and_client_java() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            ROOT + "..",
            "java..",
            "javax.management..",
            "com.sun.management",
            "io.prometheus.metrics..",
            "org.jspecify..")
        .allowEmptyShould(true)
        .check(CORE);
  }

  @Test
  void logging_goes_through_System_Logger() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging..")
        .allowEmptyShould(true)
        .check(CORE);
  }

  /** A handler that throws must stop no start, no timer and no recording. */
  @Test
  void all_modules_log_through_the_safe_logger() throws IOException {
    List<Path> sources;
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      sources = modules.map(each -> each.resolve("src/main/java")).filter(Files::exists).toList();
    }
    List<String> asking = new ArrayList<>();
    for (Path source : sources) {
      try (Stream<Path> files = Files.walk(source)) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          if (Files.readString(file).contains("System.getLogger(")) {
            asking.add(source.relativize(file).toString());
          }
        }
      }
    }
    assertThat(asking)
        .filteredOn(each -> !each.startsWith("io/upstream/metrics/sample/")) // an application
        .containsExactly("io/upstream/metrics/guard/SafeLogger.java");
  }

  /** Tries what depends on the default locale: digits, separators, a Turkish i. */
  @Test
  void no_text_depends_on_the_default_locale() {
    noClasses()
        .should()
        .callMethod(String.class, "formatted", Object[].class)
        .orShould()
        .callMethod(String.class, "format", String.class, Object[].class)
        .orShould()
        .callMethod(String.class, "toLowerCase")
        .orShould()
        .callMethod(String.class, "toUpperCase")
        .orShould()
        .callConstructor(Formatter.class)
        .orShould()
        .callConstructor(Scanner.class, String.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Format.class)
        .orShould()
        .callMethod(DateTimeFormatter.class, "ofPattern", String.class)
        .orShould()
        .callMethod(PrintStream.class, "printf", String.class, Object[].class)
        .check(CORE);
  }

  @Test
  void every_package_is_null_marked() {
    assertThat(CORE)
        .extracting(JavaClass::getPackage)
        .allMatch(each -> each.isAnnotatedWith(NullMarked.class), "@NullMarked in package-info");
  }
}
