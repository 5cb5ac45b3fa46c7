package io.upstream.metrics.vocabularies;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.upstream.metrics.testing.ModuleRules;
import org.junit.jupiter.api.Test;

/** Checks that vocabularies use the public API only. */
class VocabularyArchitectureTest {

  private static final JavaClasses CLASSES = ModuleRules.classesOf("vocabularies");

  @Test
  void it_uses_the_public_api_only() {
    ModuleRules.checkUsesApiOnly(CLASSES, "vocabularies", "com.sun.management..");
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
