package io.upstream.metrics.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.guard.SafeLogger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** Looks for messages of the library in the log of a Spring Boot application. */
@ExtendWith(OutputCaptureExtension.class)
class LogOutputTest {

  @Test
  void boots_log_has_the_librarys_messages(CapturedOutput output) {
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(Empty.class).web(WebApplicationType.NONE).run()) {
      assertThat(context.isRunning()).isTrue();
      SafeLogger.named("io.upstream.metrics.Example")
          .log(System.Logger.Level.WARNING, "line {0} of the library", 1);
    }
    assertThat(output.getOut().lines().filter(line -> line.contains("line 1 of the library")))
        .singleElement()
        .asString()
        .containsPattern(" WARN .*\\bExample\\b");
  }

  @Configuration(proxyBeanMethods = false)
  static class Empty {}
}
