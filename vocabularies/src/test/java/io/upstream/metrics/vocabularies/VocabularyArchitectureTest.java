package io.upstream.metrics.vocabularies;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Checks that vocabularies use the public API only. */
class VocabularyArchitectureTest {

  private static final String CORE = "io.upstream.metrics";

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(CORE + ".vocabularies");

  @Test
  void it_stands_on_core_and_client_java_alone() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            CORE,
            CORE + ".label",
            CORE + ".catalog",
            CORE + ".guard",
            CORE + ".series",
            CORE + ".event",
            CORE + ".vocabularies",
            "io.prometheus.metrics..",
            "java..",
            "com.sun.management..",
            "org.jspecify..")
        .check(OURS);
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
        .check(OURS);
  }
}
