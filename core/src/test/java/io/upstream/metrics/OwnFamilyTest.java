package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.HttpFamilies;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.catalog.UpDownFamily;
import io.upstream.metrics.event.Events;
import io.upstream.metrics.event.Families;
import io.upstream.metrics.event.Vocabulary;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.label.Budget;
import io.upstream.metrics.label.ClosedLabel;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Grammar;
import io.upstream.metrics.label.HttpStatus;
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.label.Product;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Declares and records an application's own families. */
class OwnFamilyTest {

  enum Tier implements ClosedLabel {
    FREE,
    PAID {
      @Override
      public String wireValue() {
        return "paid-up";
      }
    }
  }

  @Budget(2)
  @Grammar("[a-z]{2}-[a-z]+")
  record Region(String value) implements OpenLabel {
    public static final Region HOME = new Region("us-east");
  }

  record Plan(String value) implements OpenLabel {}

  record CheckoutLabels(Product product, Tier tier, Region homeRegion, CustomerId customerId) {}

  record PlanLabels(Plan plan) {}

  record TierLabels(Tier tier, Product product) {}

  record StatusLabels(HttpStatus status) {}

  private static final CounterFamily<CheckoutLabels> CHECKOUTS =
      CounterFamily.named("checkout_orders_total")
          .help("Orders placed.")
          .labels(CheckoutLabels.class);

  private static final CounterFamily<PlanLabels> PLANS =
      CounterFamily.named("plans_total").help("Plans.").labels(PlanLabels.class);

  private static final UpDownFamily<TierLabels> CARTS =
      UpDownFamily.named("carts_open").help("Carts open.").labels(TierLabels.class);

  private static final HistogramFamily<StatusLabels> SIZES =
      HistogramFamily.named("answer_bytes")
          .buckets(100, 1000)
          .help("Size \\ of\nanswers.")
          .labels(StatusLabels.class);

  private final UpstreamRecorder recorder =
      VerbCalls.quiet().families(CHECKOUTS, PLANS, CARTS, SIZES).build();

  /** Two of one simple name: budgets and self-metrics could not tell them apart. */
  private static final class Other {
    record Region(String value) implements OpenLabel {}

    record HttpStatus(String value) implements OpenLabel {}
  }

  private static final class Here {
    record Region(String value) implements OpenLabel {}
  }

  record ByRegion(Here.Region region) {}

  record ByOtherRegion(Other.Region region) {}

  record ByOtherStatus(Other.HttpStatus status) {}

  @Test
  void two_label_types_of_one_name_are_refused() {
    UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build();
    CounterFamily<ByRegion> first =
        CounterFamily.named("by_region_total").help("R.").labels(ByRegion.class);
    CounterFamily<ByOtherRegion> second =
        CounterFamily.named("by_other_region_total").help("R.").labels(ByOtherRegion.class);
    CounterFamily<ByOtherStatus> status =
        CounterFamily.named("by_other_status_total").help("R.").labels(ByOtherStatus.class);
    recorder.counter(first).inc(new ByRegion(new Here.Region("north")));
    assertThatThrownBy(() -> recorder.counter(second))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Other.Region.class.getName())
        .hasMessageContaining(Here.Region.class.getName() + " is called region as well");
    assertThatThrownBy(() -> UpstreamRecorder.builder().families(first, second).build())
        .hasMessageContaining("is called region as well");
    assertThatThrownBy(() -> recorder.counter(status))
        .hasMessageContaining("is called http_status as well");
    assertThat(Scrape.text(recorder)).doesNotContain("by_other");
  }

  @Test
  void a_family_is_visible_before_use() {
    assertThat(Scrape.text(recorder))
        .contains(
            "# HELP checkout_orders_total Orders placed.\n# TYPE checkout_orders_total counter\n")
        .contains("# HELP answer_bytes Size \\\\ of\\nanswers.\n# TYPE answer_bytes histogram\n")
        .contains("# TYPE carts_open gauge\n");
    assertThat(Scrape.samples(recorder))
        .containsEntry("carts_open{product=\"DenialScope\",tier=\"paid-up\"}", 0.0)
        .containsEntry("carts_open{product=\"DriftWatch\",tier=\"free\"}", 0.0);
    assertThat(lines("carts_open{")).hasSize(6);
    assertThat(lines("checkout_orders_total{")).isEmpty();
  }

  @Test
  void component_names_are_label_names() {
    order("us-east", "acme");
    recorder.histogram(SIZES).observe(new StatusLabels(new HttpStatus(404)), 20);
    recorder.histogram(SIZES).observe(new StatusLabels(new HttpStatus(42)), 20);
    assertThat(lines("checkout_orders_total{"))
        .containsExactly(
            "checkout_orders_total{customer_id=\"acme\",home_region=\"us-east\","
                + "product=\"DelayGuard\",tier=\"paid-up\"}");
    assertThat(lines("answer_bytes_count{"))
        .containsExactly(
            "answer_bytes_count{status=\"404\"}", "answer_bytes_count{status=\"_INVALID\"}");
  }

  @Test
  void the_guard_looks_after_own_labels_too() {
    int customer = 1;
    for (String region : List.of("us-east", "eu-west", "eu-north", "ap-south", "NOWHERE", "")) {
      order(region, "acme-" + customer++); // each has a share of the budget
    }
    recorder.counter(CHECKOUTS).inc(new CheckoutLabels(Product.DELAY_GUARD, Tier.FREE, null, null));
    assertThat(lines("checkout_orders_total{"))
        .extracting(line -> line.replaceAll(".*home_region=\"([^\"]*)\".*", "$1"))
        .containsExactlyInAnyOrder(
            "us-east", "eu-west", "eu-north", "_OTHER", "_INVALID", "_UNKNOWN", "_UNKNOWN");
    assertThat(Scrape.samples(recorder))
        .containsEntry("upstream_metrics_label_budget{label=\"region\"}", 2.0)
        .containsEntry(
            "upstream_metrics_label_folded_total{family=\"checkout_orders_total\","
                + "label=\"region\",reason=\"over_budget\"}",
            1.0);
  }

  @Test
  void a_plain_label_type_has_default_rules() {
    for (int i = 0; i < Budget.DEFAULT + 5; i++) {
      recorder.counter(PLANS).inc(new PlanLabels(new Plan("plan_" + (char) ('a' + i % 26) + i)));
    }
    recorder.counter(PLANS).inc(new PlanLabels(new Plan("two words")));
    assertThat(lines("plans_total{")).hasSize(Budget.DEFAULT + 2);
    assertThat(Scrape.samples(recorder))
        .containsEntry("plans_total{plan=\"_OTHER\"}", 5.0)
        .containsEntry("plans_total{plan=\"_INVALID\"}", 1.0);
  }

  @Test
  void own_labels_have_budgets_and_allow_lists() {
    UpstreamRecorder other =
        VerbCalls.quiet()
            .budget(Plan.class, 0)
            .allow(Plan.class, List.of(new Plan("gold")))
            .build();
    other.counter(PLANS).inc(new PlanLabels(new Plan("gold")));
    other.counter(PLANS).inc(new PlanLabels(new Plan("silver")));
    assertThat(Scrape.samples(other))
        .containsEntry("plans_total{plan=\"gold\"}", 1.0)
        .containsEntry("plans_total{plan=\"_OTHER\"}", 1.0);
  }

  @Test
  void a_handle_and_a_record_are_one_series() {
    PlanLabels gold = new PlanLabels(new Plan("gold"));
    recorder.counter(PLANS).bind(gold).inc();
    recorder.counter(PLANS).inc(gold);
    assertThat(Scrape.samples(recorder)).containsEntry("plans_total{plan=\"gold\"}", 2.0);
  }

  @Test
  void a_handle_without_labels_is_refused_when_used() {
    recorder.counter(PLANS).bind(null).inc();
    recorder.histogram(SIZES).bind(null).observe(1);
    recorder.upDown(CARTS).bind(null).inc();
    recorder.upDown(CARTS).add(null, 1);
    recorder.counter(PLANS).inc(null);
    assertThat(Scrape.samples(recorder))
        .containsEntry(missing("plans_total"), 2.0)
        .containsEntry(missing("answer_bytes"), 1.0)
        .containsEntry(missing("carts_open"), 2.0);
  }

  @Test
  void strict_mode_throws_for_own_families_too() {
    UpstreamRecorder strict = VerbCalls.quiet().mode(Mode.STRICT).build();
    assertThatThrownBy(() -> strict.counter(PLANS).inc(new PlanLabels(new Plan("two words"))))
        .hasMessageContaining("plans_total")
        .hasMessageNotContaining("two words");
  }

  @Test
  void equal_declarations_are_one_family() {
    CounterFamily<PlanLabels> again =
        CounterFamily.named("plans_total").help("Plans.").labels(PlanLabels.class);
    assertThat(again).isEqualTo(PLANS).isNotSameAs(PLANS).hasSameHashCodeAs(PLANS);
    assertThat(recorder.counter(again)).isSameAs(recorder.counter(PLANS));
    recorder.counter(again).inc(new PlanLabels(new Plan("gold")));
    recorder.counter(PLANS).inc(new PlanLabels(new Plan("gold")));
    assertThat(Scrape.samples(recorder)).containsEntry("plans_total{plan=\"gold\"}", 2.0);
  }

  /** A family that is there, and one that cannot be beside it. */
  record Clash(Family<?> first, Family<?> second, String text) {
    @Override
    public String toString() {
      return first.name() + " and " + second.name() + ", " + text;
    }
  }

  static Stream<Clash> clashes() {
    CounterFamily<NoLabels> plain = counter("x_total");
    return Stream.of(
        new Clash(
            PLANS,
            CounterFamily.named("plans_total").help("Other.").labels(PlanLabels.class),
            "declared differently"),
        new Clash(PLANS, counter("plans_total"), "declared differently"),
        new Clash(histogram("x", 1), histogram("x", 2), "declared differently"),
        new Clash(
            gauge("x"), UpDownFamily.named("x").help("X.").noLabels(), "declared differently"),
        new Clash(
            gauge("x"),
            GaugeFamily.named("x").range(0, 1).help("X.").noLabels(),
            "declared differently"),
        new Clash(plain, counter("x_created_total"), "x_created"),
        new Clash(plain, gauge("x"), "named x in some format"),
        new Clash(plain, gauge("x_created"), "x_created"),
        new Clash(plain, counter("x"), "named x in some format"),
        new Clash(histogram("x", 1), counter("x_count_total"), "x_count"),
        new Clash(histogram("x", 1), counter("x_count"), "x_count"),
        new Clash(histogram("x", 1), gauge("x_sum"), "x_sum"),
        new Clash(histogram("x", 1), gauge("x_bucket"), "x_bucket"),
        new Clash(histogram("x", 1), gauge("x_created"), "x_created"),
        new Clash(histogram("x", 1), plain, "named x in some format"),
        new Clash(GaugeFamily.named("x_info").info().help("X.").noLabels(), gauge("x"), "named x"));
  }

  @ParameterizedTest
  @MethodSource("clashes")
  void clashing_families_are_refused_in_either_order(Clash clash) {
    for (List<Family<?>> order :
        List.of(
            List.<Family<?>>of(clash.first(), clash.second()),
            List.<Family<?>>of(clash.second(), clash.first()))) {
      assertThatThrownBy(() -> VerbCalls.quiet().families(order.get(0), order.get(1)).build())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(order.get(1).name() + " clashes with " + order.get(0).name())
          .hasMessageContaining(clash.text());
    }
  }

  @Test
  void a_family_clashing_with_the_catalogue_is_refused() {
    assertThatThrownBy(() -> VerbCalls.quiet().families(gauge("upstream_alert_created")).build())
        .hasMessageContaining("upstream_alert_created clashes with upstream_alert_created_total");
  }

  @Test
  void a_catalogue_name_is_free_without_its_family() {
    Vocabulary silent =
        new Vocabulary() {
          @Override
          public List<Family<?>> families() {
            return List.of();
          }

          @Override
          public Events over(Families families) {
            return recorder.events();
          }
        };
    String name = HttpFamilies.LATENCY.name();
    try (UpstreamRecorder own =
        VerbCalls.quiet().vocabulary(silent).families(gauge(name)).build()) {
      assertThatThrownBy(() -> own.histogram(HttpFamilies.LATENCY))
          .hasMessageContaining(name + ", which is declared differently elsewhere");
      own.gauge(gauge(name)).set(NoLabels.NONE, 7);
      assertThat(Scrape.text(own)).containsOnlyOnce("# TYPE " + name).contains(name + " 7.0\n");
    }
    assertThatThrownBy(() -> recorder.gauge(gauge(name)))
        .hasMessageContaining(name + ", which is declared differently elsewhere");
  }

  @Test
  void a_later_clash_keeps_the_first_family() {
    recorder.counter(counter("x_total")).inc(NoLabels.NONE);
    assertThatThrownBy(() -> recorder.gauge(gauge("x")))
        .hasMessageContaining("x clashes with x_total");
    assertThat(Scrape.text(recorder)).contains("x_total 1.0\n").doesNotContain("# TYPE x gauge");
    assertThat(recorder.registry().scrape(name -> name.equals("x")).size()).isEqualTo(1);
  }

  private static CounterFamily<NoLabels> counter(String name) {
    return CounterFamily.named(name).inheritedName("a test").help("X.").noLabels();
  }

  private static GaugeFamily<NoLabels> gauge(String name) {
    return GaugeFamily.named(name).inheritedName("a test").help("X.").noLabels();
  }

  private static HistogramFamily<NoLabels> histogram(String name, double bound) {
    return HistogramFamily.named(name).buckets(bound).help("X.").noLabels();
  }

  private static String missing(String family) {
    return "upstream_metrics_rejected_total{family=\"%s\",reason=\"missing\"}".formatted(family);
  }

  private void order(String region, String customer) {
    recorder
        .counter(CHECKOUTS)
        .inc(
            new CheckoutLabels(
                Product.DELAY_GUARD, Tier.PAID, new Region(region), new CustomerId(customer)));
  }

  private List<String> lines(String prefix) {
    return Scrape.samples(recorder).keySet().stream()
        .filter(line -> line.startsWith(prefix))
        .toList();
  }
}
