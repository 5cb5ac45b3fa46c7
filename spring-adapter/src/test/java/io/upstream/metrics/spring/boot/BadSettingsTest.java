package io.upstream.metrics.spring.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.upstream.metrics.UpstreamRecorder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** Starts applications with malformed settings: the message has setting, value, expectation. */
class BadSettingsTest {

  /** Bad values of the environment, each with a good one that overrides it. */
  private static final Map<String, String[]> BAD =
      new LinkedHashMap<>(
          Map.of(
              "METRICS_MODE", new String[] {"foo", "enforce"},
              "METRICS_LINE_BUDGET", new String[] {"-1", "200000"},
              "METRICS_JVM", new String[] {"maybe", "false"},
              "METRICS_BUDGET_CUSTOMER_ID", new String[] {"-1", "500"},
              "METRICS_NAMING_CUSTOMER_ID", new String[] {"loud", "heaviest"},
              "METRICS_IDLE_AFTER", new String[] {"soon", "24h"},
              "METRICS_COMMON_LABELS", new String[] {"prod", "env=prod"},
              "METRICS_ENABLED", new String[] {"perhaps", "true"}));

  @Test
  void a_bad_variable_stops_the_start() throws Exception {
    ProcessBuilder program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName())
            .redirectErrorStream(true);
    BAD.forEach((name, values) -> program.environment().put(name, values[0]));
    program.environment().put("METRICS_BUDGET_CUSTMER", "5");
    Process process = program.start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(printed).isZero();
    assertThat(printed.lines().filter(line -> line.startsWith("> ")))
        .as(printed)
        .containsExactlyInAnyOrder(
            "> METRICS_MODE=foo: expected one of [STRICT, ENFORCE, OBSERVE]",
            "> METRICS_LINE_BUDGET=-1: expected a whole number of 0 or more",
            "> METRICS_JVM=maybe: expected true, false, 1, 0, yes or no",
            "> METRICS_BUDGET_CUSTOMER_ID=-1: expected a whole number from 0 to 10000000",
            "> METRICS_NAMING_CUSTOMER_ID=loud: expected one of [FIRST_COME, HEAVIEST]",
            "> METRICS_IDLE_AFTER=soon: expected a time like 30m, 24h or 7d, or 0",
            "> METRICS_COMMON_LABELS: expected each label once, as service=claims,env=prod,"
                + " without a comma in a value; got a part that is not",
            "> METRICS_ENABLED=perhaps: expected true, false, 1, 0, yes or no",
            "> started");
    assertThat(printed)
        .contains(
            "METRICS_BUDGET_CUSTMER has no effect", "(in application properties customer-id)?");
  }

  @ParameterizedTest
  @CsvSource({
    "mode, foo",
    "jvm, maybe",
    "enabled, perhaps",
    "line-budget, -1",
    "line-budget, many",
    "budgets.customer-id, -1",
    "budgets.customer-id, many"
  })
  void a_bad_property_stops_the_start(String property, String value) {
    Throwable failure =
        catchThrowable(
            () ->
                start("--upstream.metrics." + property + "=" + value, "--logging.level.root=off"));
    assertThat(failure).as("the start failed").isNotNull();
    StringBuilder messages = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      messages.append(cause.getMessage()).append('\n');
    }
    String setting =
        "METRICS_"
            + property.replace("budgets.", "budget-").replace('-', '_').toUpperCase(Locale.ROOT);
    assertThat(messages.toString())
        .contains(value)
        .containsAnyOf("upstream.metrics." + property, setting);
  }

  /** Starts an application, writes a page and stops. */
  private static void start(String... arguments) throws IOException {
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(Plain.class).web(WebApplicationType.NONE).run(arguments)) {
      context.getBean(UpstreamRecorder.class).writePage(OutputStream.nullOutputStream());
    }
  }

  /** Needs a JVM of its own, because a test cannot set environment variables of its own JVM. */
  static final class Program {

    private Program() {}

    public static void main(String[] none) throws IOException {
      BAD.forEach((name, values) -> System.setProperty(property(name), values[1]));
      for (String name : BAD.keySet()) {
        System.clearProperty(property(name));
        System.out.println("\n> " + rootCause(catchThrowable(BadSettingsTest::start)).getMessage());
        System.setProperty(property(name), BAD.get(name)[1]);
      }
      start();
      System.out.println("\n> started");
    }

    private static String property(String variable) {
      return variable.replace('_', '.').toLowerCase(Locale.ROOT);
    }

    private static Throwable rootCause(Throwable failure) {
      return failure.getCause() == null ? failure : rootCause(failure.getCause());
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration(RecorderAutoConfiguration.class)
  static class Plain {}
}
