package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.label.CustomerId;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
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
  void labels_stand_under_their_own_names() {
    UpstreamRecorder recorder = VerbCalls.quiet().build();
    SortedMap<String, Double> before = Scrape.lasting(recorder);
    for (Method verb : verbs().toList()) {
      List<Object[]> calls = VerbCalls.arguments(verb, false);
      VerbCalls.call(recorder, verb, calls.get(calls.size() - 1));
    }
    assertThat(Scrape.moved(before, recorder).keySet())
        .filteredOn(line -> !line.contains("_bucket{") && !line.contains("_sum{"))
        .containsExactlyInAnyOrder(
            "upstream_alert_created_total{customer_id=\"acme\",product=\"DenialScope\",severity=\"critical\"}",
            "upstream_alert_delivered_total{channel_type=\"webhook\",customer_id=\"acme\",product=\"DenialScope\"}",
            "upstream_alert_failed_total{channel_type=\"webhook\",customer_id=\"acme\",error_type=\"acme\",product=\"DenialScope\"}",
            "upstream_alert_processing_seconds_count{product=\"DenialScope\"}",
            "upstream_alert_suppressed_total{customer_id=\"acme\",product=\"DenialScope\",reason=\"noise_threshold\"}",
            "upstream_api_endpoint_calls_total{customer_id=\"acme\",endpoint=\"/claims\",method=\"_OTHER\"}",
            "upstream_api_rate_limit_hit_total{customer_id=\"acme\",endpoint=\"/claims\",throttle_class=\"acme\"}",
            "upstream_background_job_completed_total{customer_id=\"acme\",job_type=\"acme\"}",
            "upstream_background_job_duration_seconds_count{job_type=\"acme\"}",
            "upstream_background_job_started_total{customer_id=\"acme\",job_type=\"acme\"}",
            "upstream_cache_hit_total{cache_key_prefix=\"acme\"}",
            "upstream_cache_miss_total{cache_key_prefix=\"acme\"}",
            "upstream_claim_records_ingested_total{customer_id=\"acme\",status=\"partial\"}",
            "upstream_data_quality_check_failed_total{check_type=\"referential_integrity\",customer_id=\"acme\",severity=\"critical\"}",
            "upstream_data_quality_score{customer_id=\"acme\",metric_type=\"consistency\"}",
            "upstream_denial_signal_total{customer_id=\"acme\",signal_type=\"acme\"}",
            "upstream_drift_computation_seconds_count{product=\"DenialScope\"}",
            "upstream_drift_event_detected_total{customer_id=\"acme\",drift_type=\"code_mapping_change\",product=\"DenialScope\",severity_level=\"high\"}",
            "upstream_ingestion_processing_seconds_count{customer_id=\"acme\"}",
            "upstream_payment_delay_signal_total{customer_id=\"acme\",severity=\"critical\"}",
            "upstream_report_generated_total{customer_id=\"acme\",report_type=\"acme\"}",
            "upstream_report_generation_failed_total{customer_id=\"acme\",error_type=\"acme\",report_type=\"acme\"}",
            "upstream_report_generation_seconds_count{report_type=\"acme\"}");
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
