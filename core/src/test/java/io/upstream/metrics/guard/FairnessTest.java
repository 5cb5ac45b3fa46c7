package io.upstream.metrics.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.ChannelType;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.ErrorType;
import io.upstream.metrics.label.HttpMethod;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.ThrottleClass;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One customer cannot take what the others have, nor what they have not asked for yet. */
class FairnessTest {

  private static final CustomerId NOISY = new CustomerId("noisy");

  @Test
  void twenty_thousand_endpoints_of_one_customer_change_nobody_elses_series() {
    compare(20_000);
  }

  @Tag("full")
  @Test
  void a_million_endpoints_of_one_customer_change_nobody_elses_series() {
    compare(1_000_000);
  }

  @Test
  void the_noisy_customer_keeps_its_share_and_its_total() {
    try (UpstreamRecorder recorder = recorder()) {
      makeNoise(recorder, 0, 1000);
      List<GuardedFamilies.Sample> calls =
          GuardedFamilies.samples(recorder, "upstream_api_endpoint_calls_total{").stream()
              .filter(sample -> sample.label("customer_id").equals("noisy"))
              .toList();
      assertThat(calls).hasSize(50 + 1); // a quarter of 200, and the rest
      assertThat(calls.stream().mapToDouble(GuardedFamilies.Sample::value).sum()).isEqualTo(1000);
      assertThat(
              GuardedFamilies.folded(
                  recorder, "upstream_api_endpoint_calls_total", "endpoint", "share"))
          .isEqualTo(950);
    }
  }

  @Test
  void a_value_that_another_customer_had_named_counts_against_the_share_like_any() {
    try (UpstreamRecorder recorder =
        UpstreamRecorder.builder().jvm(false).budget(Endpoint.class, 4).build()) { // a share of one
      CustomerId other = new CustomerId("other");
      recorder.trackApiCall(new Endpoint("/a"), HttpMethod.GET, NOISY);
      recorder.trackApiCall(new Endpoint("/b"), HttpMethod.GET, other);
      recorder.trackApiCall(new Endpoint("/b"), HttpMethod.GET, NOISY);
      recorder.trackApiCall(new Endpoint("/b"), HttpMethod.GET, other);
      assertThat(GuardedFamilies.samples(recorder, "upstream_api_endpoint_calls_total{"))
          .extracting(it -> it.label("customer_id") + it.label("endpoint") + " " + it.value())
          .containsExactlyInAnyOrder("noisy/a 1.0", "noisy_OTHER 1.0", "other/b 2.0");
      assertThat(
              GuardedFamilies.folded(
                  recorder, "upstream_api_endpoint_calls_total", "endpoint", "share"))
          .isEqualTo(1);
      assertThat(recorder.guard(Endpoint.class).firstOverflow()).isNotNull();
    }
  }

  private static void compare(int noise) {
    try (UpstreamRecorder quiet = recorder();
        UpstreamRecorder noisy = recorder()) {
      for (int part = 0; part < 3; part++) {
        work(quiet, part);
        makeNoise(noisy, noise / 3 * part, noise / 3 * (part + 1));
        work(noisy, part);
      }
      assertThat(ofOthers(noisy)).isEqualTo(ofOthers(quiet)).hasSize(90);
    }
  }

  private static UpstreamRecorder recorder() {
    return UpstreamRecorder.builder().jvm(false).build();
  }

  private static void makeNoise(UpstreamRecorder recorder, int from, int to) {
    for (int i = from; i < to; i++) {
      Endpoint endpoint = new Endpoint("/noise-" + i);
      recorder.trackApiCall(endpoint, HttpMethod.GET, NOISY);
      recorder.trackRateLimitHit(endpoint, new ThrottleClass("burst-" + i), NOISY);
      recorder.trackAlertFailed(
          Product.DELAY_GUARD, ChannelType.EMAIL, new ErrorType("Error" + i), NOISY);
    }
  }

  private static void work(UpstreamRecorder recorder, int part) {
    for (int i = 0; i < 30; i++) {
      CustomerId customer = new CustomerId("customer-" + i % 10);
      Endpoint endpoint = new Endpoint("/claims-" + part + "/" + "abcdefghij".charAt(i % 10));
      recorder.trackApiCall(endpoint, HttpMethod.POST, customer);
      recorder.trackRateLimitHit(endpoint, new ThrottleClass("steady-" + part), customer);
      recorder.trackAlertFailed(
          Product.DELAY_GUARD, ChannelType.EMAIL, new ErrorType("Timeout" + part), customer);
    }
  }

  private static List<String> ofOthers(UpstreamRecorder recorder) {
    return GuardedFamilies.page(recorder)
        .lines()
        .filter(line -> line.contains("customer_id=\"") && !line.contains("\"noisy\""))
        .toList();
  }
}
