package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.label.CustomerId;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VerbsTest {

  static Stream<Method> verbs() {
    return VerbCalls.verbs();
  }

  @AfterEach
  void nothingIsInstalled() {
    InstalledRecorder.OF_PROCESS.reset();
  }

  @Test
  void the_static_verbs_are_the_instances() {
    assertThat(
            signatures(
                UpstreamMetrics.class,
                Set.of("recorder", "install", "installTemporarily", "implicitRecorderError")))
        .isEqualTo(verbs().map(VerbsTest::signature).collect(Collectors.toSet()));
  }

  @Test
  void every_instance_verb_is_static_too() {
    Set<String> verbs = verbs().map(Method::getName).collect(Collectors.toSet());
    assertThat(UpstreamRecorder.class.getDeclaredMethods())
        .filteredOn(method -> Modifier.isPublic(method.getModifiers()))
        .extracting(Method::getName)
        .filteredOn(name -> !verbs.contains(name))
        .noneMatch(name -> name.matches("(track|start|run)[A-Z].*|time[A-Z].*"));
  }

  @Test
  void a_customers_verbs_omit_the_customer() {
    Set<String> expected =
        verbs()
            .filter(VerbCalls::takesCustomer)
            .map(verb -> signature(verb).replaceFirst("CustomerId \\w+(, )?", ""))
            .map(signature -> signature.replace(", )", ")"))
            .collect(Collectors.toSet());
    assertThat(signatures(CustomerRecorder.class, Set.of())).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void a_verb_moves_what_its_label_record_says(Method verb) {
    GeneralPath.Way way = GeneralPath.of(verb);
    UpstreamRecorder instance = VerbCalls.quiet().build();
    UpstreamRecorder bound = VerbCalls.quiet().build();
    UpstreamRecorder installed = VerbCalls.quiet().build();
    UpstreamRecorder general = VerbCalls.quiet().build();
    UpstreamMetrics.install(installed);
    Method shared = VerbCalls.in(UpstreamMetrics.class, verb);

    List<Object[]> calls = VerbCalls.arguments(verb, false);
    for (Object[] arguments : calls) {
      SortedMap<String, Double> before = Scrape.lasting(instance);
      VerbCalls.call(instance, verb, arguments);
      way.recording().record(general, arguments);
      VerbCalls.call(null, shared, arguments);
      if (VerbCalls.takesCustomer(verb)) {
        VerbCalls.call(
            bound.forCustomer(VerbCalls.customer(verb, arguments)),
            VerbCalls.forCustomer(verb),
            VerbCalls.withoutCustomer(verb, arguments));
      }

      assertThat(Scrape.moved(before, instance))
          .as(Arrays.toString(arguments))
          .isNotEmpty()
          .allSatisfy((line, by) -> assertThat(way.families()).anyMatch(line::startsWith));
      SortedMap<String, Double> now = Scrape.lasting(instance);
      assertThat(now).as(Arrays.toString(arguments)).isEqualTo(Scrape.lasting(general));
      assertThat(now).isEqualTo(Scrape.lasting(installed));
      if (VerbCalls.takesCustomer(verb)) {
        assertThat(now).isEqualTo(Scrape.lasting(bound));
      }
    }
  }

  @Test
  @Tag("generated")
  void each_verb_moves_the_lines_that_are_committed() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Method verb : verbs().toList()) {
      UpstreamRecorder recorder = VerbCalls.quiet().build();
      SortedMap<String, Double> before = Scrape.lasting(recorder);
      List<Object[]> calls = VerbCalls.arguments(verb, false);
      VerbCalls.call(recorder, verb, calls.get(calls.size() - 1));
      Scrape.moved(before, recorder).keySet().stream()
          .filter(line -> !line.contains("_bucket{") && !line.contains("_sum{"))
          .forEach(line -> lines.append("%s %s%n".formatted(GeneralPath.signature(verb), line)));
    }
    if (Boolean.getBoolean("upstream.mend")) {
      Files.writeString(GeneralPath.COMMITTED, lines);
    }
    assertThat(GeneralPath.COMMITTED)
        .as("what the verbs move; if it is meant, mend with: mvn -q -Pmend test -pl core")
        .content()
        .isEqualTo(lines.toString());
  }

  @Test
  void a_customers_verbs_see_a_larger_budget() {
    UpstreamRecorder recorder = VerbCalls.quiet().budget(CustomerId.class, 0).build();
    CustomerRecorder acme = recorder.forCustomer(new CustomerId("acme"));
    acme.timeIngestion().close();
    recorder.guard(CustomerId.class).budget(1);
    acme.timeIngestion().close();
    assertThat(Scrape.samples(recorder))
        .containsEntry("upstream_ingestion_processing_seconds_count{customer_id=\"_OTHER\"}", 1.0)
        .containsEntry("upstream_ingestion_processing_seconds_count{customer_id=\"acme\"}", 1.0);
  }

  private static Set<String> signatures(Class<?> type, Set<String> but) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .filter(method -> !but.contains(method.getName()))
        .map(VerbsTest::signature)
        .collect(Collectors.toSet());
  }

  /** Name, parameters with their names, result and exceptions. */
  private static String signature(Method method) {
    return Arrays.stream(method.getParameters())
        .map(VerbsTest::parameter)
        .collect(
            Collectors.joining(
                ", ",
                method.getGenericReturnType() + " " + method.getName() + "(",
                ")" + Arrays.toString(method.getExceptionTypes())));
  }

  private static String parameter(Parameter parameter) {
    return parameter.getType().getSimpleName() + " " + parameter.getName();
  }
}
