package io.upstream.metrics.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.guard.GuardedFamilies.Calls;
import io.upstream.metrics.guard.GuardedFamilies.Customers;
import io.upstream.metrics.guard.GuardedFamilies.Sample;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.testing.Repeats;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A million events, recorded by the guard and by a client that folds nothing, add up alike. */
class SumsStayRightTest {

  private static final int THREADS = 8;
  private static final int CUSTOMERS = 130;
  private static final List<Product> PRODUCTS = List.of(Product.values());
  private static final int ENDPOINTS = 20;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Counter calls =
      Counter.builder()
          .name("proof_calls")
          .labelNames("product", "customer_id", "endpoint")
          .register(registry);
  private final Histogram sizes =
      Histogram.builder()
          .name("proof_sizes")
          .labelNames("product", "customer_id", "endpoint")
          .classicOnly()
          .classicUpperBounds(1, 2, 5)
          .register(registry);
  private final Gauge open =
      Gauge.builder().name("proof_open").labelNames("customer_id").register(registry);
  private final LongAdder setsOfUnnamed = new LongAdder();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 100})
  void any_budget_keeps_sums_exact(int budget) throws Exception {
    compare(budget, Repeats.of(40_000, 250_000));
  }

  @Tag("full")
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 100})
  void a_million_events_for_each_budget(int budget) throws Exception {
    compare(budget, 1_000_000);
  }

  private void compare(int budget, int events) throws Exception {
    try (UpstreamRecorder recorder =
        UpstreamRecorder.builder()
            .jvm(false)
            .budget(CustomerId.class, budget)
            .budget(Endpoint.class, budget)
            .lineBudget(10_000_000)
            .build()) {
      GuardedFamilies.inParallel(thread -> record(recorder, thread, budget, events / THREADS));
      String ours = GuardedFamilies.page(recorder);
      List<Sample> twin = twin();
      Set<String> named = named(ours, "proof_calls_total", "customer_id");
      assertThat(named).hasSize(budget);
      assertThat(named(ours, "proof_score", "customer_id")).isEqualTo(named);

      Map<String, List<String>> series =
          Map.of(
              "proof_calls_total", List.of("product"),
              "proof_sizes_bucket", List.of("product", "le"),
              "proof_sizes_count", List.of("product"),
              "proof_sizes_sum", List.of("product"),
              "proof_open", List.of());
      series.forEach((name, closed) -> compare(ours, twin, name, closed, named));
      assertThat(
              GuardedFamilies.folded(recorder, "proof_score", "customer_id", "")
                  + GuardedFamilies.samples(ours, "proof_score{").size())
          .isEqualTo((double) setsOfUnnamed.sum() + named.size() + 1); // and one for no customer
    }
  }

  private static void compare(
      String page, List<Sample> twin, String name, List<String> closed, Set<String> named) {
    List<Sample> ours = GuardedFamilies.samples(page, name + "{");
    List<Sample> theirs = twin.stream().filter(sample -> sample.name().equals(name)).toList();
    // By the closed labels, whatever the open ones are.
    assertThat(sums(ours, closed, Set.of())).as(name).isEqualTo(sums(theirs, closed, Set.of()));
    // By customer as well: each that is named has all that is its, the others have the rest.
    List<String> byCustomer = new java.util.ArrayList<>(closed);
    byCustomer.add("customer_id");
    assertThat(sums(ours, byCustomer, named)).as(name).isEqualTo(sums(theirs, byCustomer, named));
    // A pair has no more than is its own. It may have less: what a customer over its share sends
    // folds until another customer has named the value.
    Map<Map<String, String>, Double> pairs = new HashMap<>();
    theirs.forEach(sample -> pairs.put(sample.labels(), sample.value()));
    for (Sample sample : ours) {
      if (sample.labels().values().stream().noneMatch(value -> value.startsWith("_"))) {
        assertThat(sample.value()).as("%s", sample).isLessThanOrEqualTo(pairs.get(sample.labels()));
      }
    }
  }

  private static Map<List<String>, Double> sums(
      List<Sample> samples, List<String> by, Set<String> named) {
    Function<Sample, List<String>> key =
        sample ->
            by.stream()
                .map(label -> value(sample.label(label), label.equals("customer_id"), named))
                .toList();
    return samples.stream()
        .collect(Collectors.groupingBy(key, Collectors.summingDouble(Sample::value)));
  }

  private static String value(String value, boolean customer, Set<String> named) {
    return !customer || named.contains(value) ? value : "the rest";
  }

  private static Set<String> named(String page, String family, String label) {
    return GuardedFamilies.samples(page, family + "{").stream()
        .map(sample -> sample.label(label))
        .filter(value -> !value.startsWith("_"))
        .collect(Collectors.toSet());
  }

  private void record(UpstreamRecorder recorder, int thread, int budget, int events) {
    SplittableRandom random = new SplittableRandom(thread + 31L * budget);
    for (int i = 0; i < events; i++) {
      Product product = PRODUCTS.get(random.nextInt(3));
      String customer = customer(random.nextInt(CUSTOMERS));
      String endpoint = "/endpoint-" + random.nextInt(ENDPOINTS);
      CustomerId id = new CustomerId(customer);
      String shown = String.valueOf(customer).strip();
      switch (random.nextInt(4)) {
        case 0 -> {
          recorder
              .counter(GuardedFamilies.CALLS)
              .inc(new Calls(product, id, new Endpoint(endpoint)));
          calls.labelValues(product.wireValue(), shown, endpoint).inc();
        }
        case 1 -> {
          int size = random.nextInt(8);
          recorder
              .histogram(GuardedFamilies.SIZES)
              .observe(new Calls(product, id, new Endpoint(endpoint)), size);
          sizes.labelValues(product.wireValue(), shown, endpoint).observe(size);
        }
        case 2 -> {
          int change = random.nextInt(-2, 4);
          recorder.upDown(GuardedFamilies.OPEN).add(new Customers(id), change);
          open.labelValues(shown).inc(change);
        }
        default -> {
          recorder.gauge(GuardedFamilies.SCORE).set(new Customers(id), i);
          if (recorder.guard(CustomerId.class).resolver().resolve(id).isFolded()) {
            setsOfUnnamed.increment();
          }
        }
      }
    }
  }

  /** Most are customers; some are null, malformed or personal. */
  private static String customer(int number) {
    return switch (number) {
      case 0 -> null;
      case 1 -> "two words";
      case 2 -> "jane.roe@mail.example";
      case 3 -> " customer-9 ";
      default -> "customer-" + number;
    };
  }

  private List<Sample> twin() throws Exception {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    ExpositionFormats.init().getPrometheusTextFormatWriter().write(page, registry.scrape());
    return GuardedFamilies.samples(page.toString(StandardCharsets.UTF_8), "proof_");
  }
}
