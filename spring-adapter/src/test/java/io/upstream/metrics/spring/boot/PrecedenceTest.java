package io.upstream.metrics.spring.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.spring.RecorderCustomizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Gives one setting in all places of docs/settings.md, and takes away the first one repeatedly. */
class PrecedenceTest {

  private static final String VARIABLE = "METRICS_LINE_BUDGET";
  private static final String PROPERTY = "metrics.line.budget";
  private static final String ARGUMENT = "--upstream.metrics.line-budget=20000";
  private static final List<String> APPLICATION = List.of("upstream.metrics.line-budget=50000");
  private static final String LINE = "upstream_metrics_line_budget ";

  @Test
  void each_place_beats_those_below_it() throws Exception {
    ProcessBuilder program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName())
            .redirectErrorStream(true);
    program.environment().put(VARIABLE, "40000");
    Process process = program.start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(printed).isZero();
    assertThat(printed.lines().filter(line -> line.startsWith(LINE)))
        .as(printed)
        .containsExactly(
            LINE + "10000.0", // a RecorderCustomizer
            LINE + "20000.0", // the command line
            LINE + "30000.0", // the system property
            LINE + "40000.0"); // the environment
  }

  @Test
  void application_properties_beat_the_default() throws IOException {
    assertThat(lineBudget(Plain.class, APPLICATION)).isEqualTo(LINE + "50000.0");
    assertThat(lineBudget(Plain.class, List.of())).isEqualTo(LINE + "200000.0");
  }

  /** In the form in which Boot reads the environment, where a name has no dashes. */
  @Test
  void boots_variables_set_budgets_and_allow_lists() {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .replace(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                Map.of(
                    "UPSTREAM_METRICS_BUDGETS_CUSTOMER_ID", "0",
                    "UPSTREAM_METRICS_BUDGETS_ENDPOINT", "8",
                    "UPSTREAM_METRICS_BUDGETS_JOB_TYPE", "9",
                    "UPSTREAM_METRICS_ALLOW_CUSTOMER_ID", "acme,globex",
                    "UPSTREAM_METRICS_LINEBUDGET", "60000")));
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(Plain.class)
            .environment(environment)
            .web(WebApplicationType.NONE)
            .run("--upstream.metrics.budgets.job-type=10")) {
      UpstreamRecorder recorder = context.getBean(UpstreamRecorder.class);
      assertThat(recorder.guard(CustomerId.class).budget()).isZero();
      assertThat(recorder.guard(Endpoint.class).budget()).isEqualTo(8);
      assertThat(recorder.guard(JobType.class).budget()).isEqualTo(10);
      recorder.trackDenialSignal(null, new CustomerId("globex"));
      assertThat(line(recorder, "upstream_denial_signal_total{")).contains("\"globex\"");
      assertThat(line(recorder, LINE)).isEqualTo(LINE + "60000.0");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts an application and returns the line of its page that has the budget. */
  private static String lineBudget(
      Class<?> configuration, List<String> properties, String... arguments) throws IOException {
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(configuration)
            .web(WebApplicationType.NONE)
            .properties(properties.toArray(String[]::new))
            .run(arguments)) {
      return line(context.getBean(UpstreamRecorder.class), LINE);
    }
  }

  private static String line(UpstreamRecorder recorder, String start) throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    recorder.writePage(page);
    return page.toString(UTF_8)
        .lines()
        .filter(line -> line.startsWith(start))
        .findFirst()
        .orElseThrow();
  }

  /** Needs a JVM of its own, because a test cannot set environment variables of its own JVM. */
  static final class Program {

    private Program() {}

    public static void main(String[] none) throws IOException {
      System.setProperty(PROPERTY, "30000");
      System.out.println(lineBudget(Customized.class, APPLICATION, ARGUMENT));
      System.out.println(lineBudget(Plain.class, APPLICATION, ARGUMENT));
      System.out.println(lineBudget(Plain.class, APPLICATION));
      System.clearProperty(PROPERTY);
      System.out.println(lineBudget(Plain.class, APPLICATION));
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration(RecorderAutoConfiguration.class)
  static class Plain {}

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration(RecorderAutoConfiguration.class)
  static class Customized {
    @Bean
    RecorderCustomizer lineBudgetCustomizer() {
      return builder -> builder.lineBudget(10_000);
    }
  }
}
