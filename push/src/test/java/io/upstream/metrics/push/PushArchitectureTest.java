package io.upstream.metrics.push;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.upstream.metrics.testing.ModuleRules;
import org.junit.jupiter.api.Test;

class PushArchitectureTest {

  private static final String OTLP = "io.prometheus.metrics.exporter..";

  private static final JavaClasses CLASSES = ModuleRules.classesOf("push");

  @Test
  void it_uses_the_public_api_only() {
    ModuleRules.checkUsesApiOnly(CLASSES, "push");
  }

  @Test
  void only_otlp_needs_the_optional_exporter() {
    noClasses()
        .that()
        .haveSimpleNameNotStartingWith("OtlpSink")
        .and()
        .haveSimpleNameNotStartingWith("OtlpReader")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(OTLP)
        .check(CLASSES);
  }
}
