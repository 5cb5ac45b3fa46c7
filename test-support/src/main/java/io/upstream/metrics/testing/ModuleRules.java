package io.upstream.metrics.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;

/** Rules for the modules beside core. */
public final class ModuleRules {

  private static final String CORE = "io.upstream.metrics";

  private ModuleRules() {}

  /** Returns the classes of a module without its tests, by its package below the one of core. */
  public static JavaClasses classesOf(String module) {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages(CORE + "." + module);
  }

  /**
   * Checks that a module uses only the JDK, client_java, its own packages and the packages of core
   * that contain API.
   *
   * @param more further packages that it may use
   */
  public static void checkUsesApiOnly(JavaClasses classes, String module, String... more) {
    List<String> allowed = new ArrayList<>(List.of(more));
    allowed.addAll(
        List.of(
            CORE,
            CORE + ".label",
            CORE + ".catalog",
            CORE + ".guard",
            CORE + ".series",
            CORE + ".event",
            CORE + "." + module + "..",
            "io.prometheus.metrics..",
            "java..",
            "org.jspecify.."));
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed.toArray(String[]::new))
        .check(classes);
  }
}
