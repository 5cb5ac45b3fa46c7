package io.upstream.metrics.push;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class PushArchitectureTest {

  private static final String CORE = "io.upstream.metrics";
  private static final String OTLP = "io.prometheus.metrics.exporter..";

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(CORE + ".push");

  @Test
  void it_knows_core_and_client_java_alone() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            CORE,
            CORE + ".label",
            CORE + ".catalog",
            CORE + ".guard", // its logger
            CORE + ".series",
            CORE + ".push",
            "io.prometheus.metrics..",
            "java..",
            "org.jspecify..")
        .check(OURS);
  }

  @Test
  void the_optional_exporter_is_needed_for_otlp_alone() {
    noClasses()
        .that()
        .haveSimpleNameNotStartingWith("OtlpSink")
        .and()
        .haveSimpleNameNotStartingWith("OtlpReader")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(OTLP)
        .check(OURS);
  }
}
