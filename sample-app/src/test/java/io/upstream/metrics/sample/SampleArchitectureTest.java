package io.upstream.metrics.sample;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.sql.Driver;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Checks the rules between modules; core, vocabularies and push have tests of their own. */
class SampleArchitectureTest {

  private static final String ROOT = "io.upstream.metrics";
  private static final String SERVLET = ROOT + ".servlet";
  private static final String CONSOLE = ROOT + ".console";
  private static final String JDBC = ROOT + ".jdbc";
  private static final String SNAPSHOTS = ROOT + ".snapshots";
  private static final String SPRING = ROOT + ".spring";
  private static final String VOCABULARIES = ROOT + ".vocabularies";
  private static final String PUSH = ROOT + ".push";
  private static final String COMMANDS = ROOT + ".commands";
  private static final String SAMPLE = ROOT + ".sample";

  /** The packages that any module may use. */
  private static final String[] COMMON = {
    ROOT,
    ROOT + ".label",
    ROOT + ".catalog",
    ROOT + ".guard..",
    ROOT + ".series",
    ROOT + ".page",
    ROOT + ".event",
    "java..",
    "io.prometheus.metrics..",
    "org.jspecify.."
  };

  private static final JavaClasses MODULES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void the_modules_are_all_here() {
    assertThat(MODULES)
        .extracting(JavaClass::getPackageName)
        .contains(
            ROOT, SERVLET, CONSOLE, JDBC, SNAPSHOTS, SPRING, VOCABULARIES, PUSH, COMMANDS, SAMPLE);
  }

  @Test
  void core_knows_no_adapter() {
    noClasses()
        .that()
        .resideInAnyPackage(
            ROOT,
            ROOT + ".label",
            ROOT + ".catalog",
            ROOT + ".guard..",
            ROOT + ".series",
            ROOT + ".page",
            ROOT + ".event")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            SERVLET + "..",
            CONSOLE + "..",
            JDBC + "..",
            SNAPSHOTS + "..",
            SPRING + "..",
            VOCABULARIES + "..",
            PUSH + "..",
            COMMANDS + "..",
            SAMPLE + "..")
        .check(MODULES);
  }

  @Test
  void servlet_depends_on_core_and_optional_jax_rs() {
    onlyUses(SERVLET, "jakarta.servlet..", "jakarta.ws.rs..", "javax.sql..", "javax.crypto..");
  }

  @Test
  void the_console_knows_core_and_servlet() {
    onlyUses(CONSOLE, SERVLET, "jakarta.servlet..", "javax.crypto..");
  }

  @Test
  void jdbc_depends_on_core_hikari_and_hibernate_only() {
    onlyUses(
        JDBC,
        "javax.sql..",
        "net.ttddyy.dsproxy..",
        "com.zaxxer.hikari..",
        "org.hibernate..",
        "jakarta.persistence..");
  }

  @Test
  void spring_knows_core_the_other_adapters_and_Spring() {
    onlyUses(
        SPRING,
        SERVLET + "..",
        JDBC + "..",
        "org.springframework..",
        "jakarta.servlet..",
        "javax.sql..",
        "org.aopalliance..",
        "io.micrometer.observation..",
        "com.zaxxer.hikari..",
        "org.apache.commons.dbcp2..",
        "org.apache.tomcat.jdbc.pool..",
        "com.github.benmanes.caffeine..",
        "javax.cache..",
        "org.hibernate..",
        "jakarta.persistence..");
  }

  @Test
  void snapshots_use_core_only() {
    onlyUses(SNAPSHOTS, "javax.sql..");
  }

  @Test
  void commands_know_core_push_and_snapshots() {
    onlyUses(COMMANDS, PUSH, SNAPSHOTS, "javax.sql..");
  }

  @Test
  void logging_goes_through_System_Logger() {
    noClasses()
        .that()
        .areNotAssignableTo(Driver.class) // which has to hand out its java.util.logging.Logger
        .and()
        .resideOutsideOfPackage("io.upstream.metrics.testing") // which listens for tests
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.logging..", "org.slf4j..", "org.apache.commons.logging..")
        .check(MODULES);
  }

  @Test
  void neither_Guava_nor_Lombok() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.google.common..", "lombok..")
        .check(MODULES);
  }

  @Test
  void every_package_is_null_marked() {
    assertThat(MODULES)
        .extracting(JavaClass::getPackage)
        .allMatch(each -> each.isAnnotatedWith(NullMarked.class), "@NullMarked in package-info");
  }

  private static void onlyUses(String module, String... framework) {
    String[] allowed =
        Stream.of(Stream.of(COMMON), Stream.of(framework), Stream.of(module + ".."))
            .flatMap(each -> each)
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage(module + "..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed)
        .check(MODULES);
  }
}
