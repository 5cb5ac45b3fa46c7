package io.upstream.metrics.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.label.Budget;
import io.upstream.metrics.label.ChannelType;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.ErrorType;
import io.upstream.metrics.label.HttpMethod;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.label.Owner;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.ThrottleClass;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Checks that one customer cannot take the places of others. */
class FairnessTest {

  private static final CustomerId NOISY = new CustomerId("noisy");

  @Test
  void many_endpoints_change_no_other_customer() {
    compare(20_000);
  }

  @Tag("full")
  @Test
  void a_million_endpoints_change_no_other_customer() {
    compare(1_000_000);
  }

  @Test
  void a_noisy_customer_stops_at_half_the_budget() {
    try (UpstreamRecorder recorder = recorder()) {
      makeNoise(recorder, 0, 1000);
      List<GuardedFamilies.Sample> calls =
          GuardedFamilies.samples(recorder, "upstream_api_endpoint_calls_total{").stream()
              .filter(sample -> sample.label("customer_id").equals("noisy"))
              .toList();
      assertThat(calls).hasSize(100 + 1); // half of 200, and the rest
      assertThat(calls.stream().mapToDouble(GuardedFamilies.Sample::value).sum()).isEqualTo(1000);
      assertThat(
              GuardedFamilies.folded(
                  recorder, "upstream_api_endpoint_calls_total", "endpoint", "share"))
          .isEqualTo(900);
    }
  }

  @Test
  void a_value_that_another_customer_named_is_free() {
    try (UpstreamRecorder recorder =
        UpstreamRecorder.builder().jvm(false).budget(Endpoint.class, 4).build()) { // a share of one
      CustomerId other = new CustomerId("other");
      for (String path : List.of("/a", "/b", "/c")) { // /c is over the share
        recorder.trackApiCall(new Endpoint(path), HttpMethod.GET, NOISY);
      }
      recorder.trackApiCall(new Endpoint("/d"), HttpMethod.GET, other);
      recorder.trackApiCall(new Endpoint("/d"), HttpMethod.GET, NOISY);
      recorder.trackApiCall(new Endpoint("/a"), HttpMethod.GET, other);
      assertThat(GuardedFamilies.samples(recorder, "upstream_api_endpoint_calls_total{"))
          .extracting(it -> it.label("customer_id") + it.label("endpoint") + " " + it.value())
          .containsExactlyInAnyOrder(
              "noisy/a 1.0",
              "noisy/b 1.0",
              "noisy_OTHER 1.0",
              "other/d 1.0",
              "noisy/d 1.0",
              "other/a 1.0");
      assertThat(
              GuardedFamilies.folded(
                  recorder, "upstream_api_endpoint_calls_total", "endpoint", "share"))
          .isEqualTo(1);
      assertThat(recorder.guard(Endpoint.class).firstOverflow()).isNotNull();
    }
  }

  @Test
  void two_customers_see_all_seventy_routes() {
    try (UpstreamRecorder recorder = recorder()) {
      for (int i = 0; i < 70; i++) {
        for (String customer : List.of("acme", "globex")) {
          recorder.trackApiCall(
              new Endpoint("/route-" + i), HttpMethod.GET, new CustomerId(customer));
        }
      }
      assertThat(GuardedFamilies.samples(recorder, "upstream_api_endpoint_calls_total{"))
          .hasSize(140)
          .noneMatch(it -> it.label("endpoint").equals("_OTHER"));
    }
  }

  @Test
  void families_without_an_owner_know_no_share() {
    try (UpstreamRecorder recorder = recorder()) {
      for (int run = 0; run < 2; run++) {
        for (int job = 0; job < 14; job++) {
          for (String customer : List.of("acme", "globex")) {
            recorder.startJob(new JobType("job-" + job), new CustomerId(customer)).succeeded();
          }
        }
      }
      assertThat(GuardedFamilies.page(recorder))
          .doesNotContain("job_type=\"_OTHER\"")
          .contains("upstream_background_job_duration_seconds_count{job_type=\"job-13\"} 4");
    }
  }

  @Test
  void events_without_a_customer_know_no_share() {
    try (UpstreamRecorder recorder =
        UpstreamRecorder.builder().jvm(false).budget(Endpoint.class, 8).build()) {
      for (int i = 0; i < 8; i++) {
        recorder.trackApiCall(new Endpoint("/route-" + i), HttpMethod.GET, CustomerId.NONE);
      }
      assertThat(recorder.guard(Endpoint.class).spent()).isEqualTo(8);
    }
  }

  /** A tenant of an application. */
  @Owner
  record Team(@Nullable String value) implements OpenLabel {}

  /** Three each, however large the budget is. */
  @Budget(value = 10, share = 3)
  record Topic(@Nullable String value) implements OpenLabel {}

  record TeamTopics(Team team, Topic topic) {}

  private static final CounterFamily<TeamTopics> POSTS =
      CounterFamily.named("fair_posts_total").help("Posts.").labels(TeamTopics.class);

  @Test
  void an_application_marks_its_own_owner_and_share() {
    try (UpstreamRecorder recorder = recorder()) {
      for (String team : List.of("red", "blue")) {
        for (int i = 0; i < 10; i++) {
          recorder.counter(POSTS).inc(new TeamTopics(new Team(team), new Topic(team + i)));
        }
      }
      assertThat(
              GuardedFamilies.samples(recorder, "fair_posts_total{").stream()
                  .filter(it -> !it.label("topic").equals("_OTHER"))
                  .map(it -> it.label("team")))
          .hasSize(8); // five by red, which is half of the budget, and three by blue
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
