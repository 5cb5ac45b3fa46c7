package io.upstream.metrics.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.guard.detect.Detectors;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.JobType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checks which value takes the place of another one if the heaviest values are named. */
class HeaviestTest {

  private static final long MINUTE = 60_000;
  private static final int WINDOWS_AN_HOUR = 12;

  private final CountedRows rows = new CountedRows();
  private final Guards guards = guards(Mode.ENFORCE);
  private final LabelResolver<CustomerId> customers = customers(guards, 2);

  private Guards guards(Mode mode) {
    Map<String, Naming> heaviest =
        Map.of(
            "customer_id", Naming.HEAVIEST,
            "endpoint", Naming.HEAVIEST,
            "job_type", Naming.HEAVIEST);
    GuardRules rules =
        new GuardRules(
            mode, Map.of(), Map.of(), Detectors.standard(), GuardRules.Lives.STANDARD, heaviest);
    Guards guards = new Guards(rules, rows);
    guards.attach(rows);
    return guards;
  }

  private static LabelResolver<CustomerId> customers(Guards guards, int budget) {
    LabelResolver<CustomerId> customers = guards.resolver(CustomerId.class);
    customers.guard().budget(budget);
    return customers;
  }

  private void events(String customer, int count) {
    for (int i = 0; i < count; i++) {
      rows.record(customers.resolve(new CustomerId(customer)));
    }
  }

  /** Passes a window of five minutes. */
  private void window(Guards watched) {
    for (int minute = 0; minute < 5; minute++) {
      rows.now += MINUTE;
      watched.look();
    }
  }

  private void window() {
    window(guards);
  }

  private boolean isNamed(String customer) {
    return customers.named().stream().anyMatch(named -> named.entry().value().equals(customer));
  }

  @Test
  void twice_the_rate_in_two_windows_replaces() {
    for (int i = 0; i < 2; i++) {
      assertThat(customers.promotedSoFar()).isZero();
      events("weak", 2);
      events("strong", 10);
      events("heavy", 5);
      window();
    }
    assertThat(customers.promotedSoFar()).isEqualTo(1);
    assertThat(customers.resolve(new CustomerId("weak")).value()).isEqualTo("_OTHER");
    assertThat(customers.resolve(new CustomerId("third")).value()).isEqualTo("_OTHER");
    assertThat(customers.resolve(new CustomerId("heavy")).value()).isEqualTo("heavy");
    assertThat(isNamed("strong")).isTrue();
  }

  @Test
  void less_than_twice_the_rate_does_not_replace() {
    for (int i = 0; i < 3 * WINDOWS_AN_HOUR; i++) {
      events("weak", 3);
      events("strong", 10);
      events("challenger", 5);
      window();
    }
    assertThat(customers.promotedSoFar()).isZero();
    assertThat(isNamed("weak")).isTrue();
  }

  @Test
  void names_change_four_times_an_hour_at_most() {
    customers.guard().budget(20);
    for (int i = 0; i < 20; i++) {
      events("first-" + i, 1);
    }
    for (int i = 0; i < 2; i++) {
      for (int each = 0; each < 8; each++) {
        events("early-" + each, 10);
      }
      window();
    }
    assertThat(customers.promotedSoFar()).isEqualTo(8);
    for (int each = 0; each < 8; each++) {
      events("early-" + each, 1);
      assertThat(isNamed("early-" + each)).isTrue();
    }
    for (int i = 2; i < WINDOWS_AN_HOUR; i++) {
      window();
    }
    for (int hour = 1; hour <= 2; hour++) {
      for (int i = 0; i < WINDOWS_AN_HOUR; i++) {
        for (int each = 0; each < 10; each++) {
          events("late-" + each, 10);
        }
        window();
      }
      assertThat(customers.promotedSoFar()).isEqualTo(8 + 4 * hour);
    }
  }

  @Test
  void a_value_without_return_takes_one_place() {
    customers.guard().budget(20);
    for (int i = 0; i < 20; i++) {
      events("first-" + i, 1);
    }
    for (int i = 0; i < WINDOWS_AN_HOUR; i++) {
      events("heavy", i < 2 ? 1_000 : 0);
      window();
    }
    assertThat(customers.promotedSoFar()).isEqualTo(1);
    assertThat(customers.spent()).isEqualTo(19);
    events("next", 1); // the place was kept for ten minutes
    assertThat(isNamed("next")).isTrue();
  }

  @Test
  void who_was_named_otherwise_takes_no_other_place() {
    events("weak", 1);
    events("strong", 10);
    for (String heavy : List.of("fits", "allowed")) {
      events(heavy, 50);
      window();
      events(heavy, 50);
      if (heavy.equals("fits")) {
        customers.guard().budget(3);
      } else {
        customers.guard().allow(new CustomerId(heavy));
      }
      events(heavy, 1);
      assertThat(isNamed(heavy)).isTrue();
      window();
      assertThat(customers.promotedSoFar()).as(heavy).isZero();
    }
    assertThat(isNamed("weak")).isTrue();
  }

  @Test
  void over_its_share_an_owner_competes_with_itself() {
    LabelResolver<Endpoint> endpoints = guards.resolver(Endpoint.class);
    endpoints.guard().budget(4); // so that the share is one
    LabelEntry big = customers.resolve(new CustomerId("big"));
    LabelEntry small = customers.resolve(new CustomerId("small"));
    rows.record(endpoints.resolve(new Endpoint("/small"), small));
    for (int i = 0; i < 4; i++) {
      for (int each = 0; each < 20; each++) {
        rows.record(endpoints.resolve(new Endpoint("/big"), big));
        rows.record(endpoints.resolve(new Endpoint("/bigger"), big));
      }
      window();
    }
    assertThat(endpoints.promotedSoFar()).isZero(); // though the other one has no events at all
    for (int i = 0; i < 6; i++) {
      for (int each = 0; each < 20; each++) {
        rows.record(endpoints.resolve(new Endpoint("/bigger"), big));
      }
      window();
    }
    assertThat(endpoints.promotedSoFar()).isEqualTo(1);
    assertThat(endpoints.resolve(new Endpoint("/big"), big).isFolded()).isTrue();
    assertThat(endpoints.resolve(new Endpoint("/bigger"), big).value()).isEqualTo("/bigger");
    assertThat(endpoints.resolve(new Endpoint("/small"), small).value()).isEqualTo("/small");
  }

  @Test
  void what_may_not_be_named_takes_no_part() {
    events("a", 1);
    events("b", 1);
    customers.guard().deny(new CustomerId("denied"));
    for (int i = 0; i < 4; i++) {
      for (String value : List.of("jane.roe@mail.example", "two words", "denied", " ")) {
        events(value, 500);
      }
      window();
    }
    assertThat(customers.promotedSoFar()).isZero();
    assertThat(isNamed("a") && isNamed("b")).isTrue();
  }

  @Test
  void nothing_leaves_where_it_only_observes() {
    Guards watching = guards(Mode.OBSERVE);
    LabelResolver<CustomerId> observed = customers(watching, 1);
    for (int i = 0; i < Admission.OBSERVED_TIMES; i++) {
      rows.record(observed.resolve(new CustomerId("named-" + i)));
    }
    for (int i = 0; i < 4; i++) {
      for (int each = 0; each < 100; each++) {
        rows.record(observed.resolve(new CustomerId("heavy")));
      }
      window(watching);
    }
    assertThat(observed.promotedSoFar()).isZero();
    assertThat(observed.resolve(new CustomerId("named-0")).isFolded()).isFalse();
  }

  @Test
  void generated_names_of_a_class_compete_as_one() {
    LabelResolver<JobType> jobs = guards.resolver(JobType.class);
    jobs.guard().budget(1);
    rows.record(jobs.resolve(new JobType("WeakJob")));
    for (int i = 0; i < 2; i++) {
      for (int each = 0; each < 20; each++) {
        rows.record(jobs.resolve(new JobType("HeavyJob$$Lambda$" + (100 + each))));
      }
      window();
    }
    assertThat(jobs.promotedSoFar()).isEqualTo(1);
    assertThat(jobs.resolve(new JobType("HeavyJob$$Lambda$7")).value()).isEqualTo("HeavyJob");
  }
}
