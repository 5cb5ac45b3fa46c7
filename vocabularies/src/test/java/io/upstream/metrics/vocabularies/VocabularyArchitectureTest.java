package io.upstream.metrics.vocabularies;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.upstream.metrics.testing.ModuleRules;
import io.upstream.metrics.vocabularies.shared.InstalledCatalogue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks that vocabularies use the public API only. */
class VocabularyArchitectureTest {

  private static final String ROOT = "io.upstream.metrics.vocabularies";
  private static final JavaClasses CLASSES = ModuleRules.classesOf("vocabularies");

  @Test
  void it_uses_the_public_api_only() {
    ModuleRules.checkUsesApiOnly(CLASSES, "vocabularies", "com.sun.management..");
  }

  /** Shared types know no vocabulary, and only Fiko's knows another one. */
  @ParameterizedTest
  @CsvSource({
    "otel, shared|module|fiko",
    "shared, otel|module|fiko",
    "module, otel|fiko",
    "fiko, otel"
  })
  void vocabularies_depend_in_one_direction_only(String name, String others) {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "." + name)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            Stream.of(others.split("\\|")).map(each -> ROOT + "." + each).toArray(String[]::new))
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage(ROOT)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".*")
        .check(CLASSES);
  }

  /** InstalledCatalogue waits a bounded time for another thread that makes the same catalogue. */
  @Test
  void only_the_installed_catalogue_waits() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(InstalledCatalogue.class)
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.concurrent.locks..")
        .check(CLASSES);
  }
}
