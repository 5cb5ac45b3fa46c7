package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.catalog.SelfFamilies;
import io.upstream.metrics.label.Budget;
import io.upstream.metrics.label.ClosedLabel;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.testing.Repeats;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

/** Redeploys applications beside a recorder that outlives them. */
class RedeploymentTest {

  /** The calls of the tests to an application. */
  public interface Application {
    Family<?> family();

    Family<?> other(String help);

    void record(UpstreamRecorder recorder, String region);

    double count(UpstreamRecorder recorder, String region);

    Runnable handle(UpstreamRecorder recorder, String region);
  }

  /** Loaded once by each application's own class loader. */
  public static final class Deployed implements Application {

    /** A closed label of the application. */
    public enum Tier implements ClosedLabel {
      FREE,
      PAID
    }

    /** An open label of the application. */
    @Budget(3)
    public record Region(String value) implements OpenLabel {}

    /** An open label of its exemplars alone. */
    public record OrderId(String value) implements OpenLabel {}

    /** Its labels. */
    public record Labels(Tier tier, Region region, CustomerId customerId) {}

    private static final CounterFamily<Labels> ORDERS =
        CounterFamily.named("deployed_orders_total").help("O.").labels(Labels.class);

    private static Labels labels(String region) {
      return new Labels(Tier.PAID, new Region(region), new CustomerId("acme"));
    }

    @Override
    public Family<?> family() {
      return ORDERS;
    }

    @Override
    public Family<?> other(String help) {
      return GaugeFamily.named("deployed_level").help(help).labels(Labels.class);
    }

    @Override
    public void record(UpstreamRecorder recorder, String region) {
      recorder.counter(ORDERS).incWithExemplar(labels(region), new OrderId("A-1007"));
    }

    @Override
    public double count(UpstreamRecorder recorder, String region) {
      return recorder.counter(ORDERS).value(labels(region));
    }

    @Override
    public Runnable handle(UpstreamRecorder recorder, String region) {
      return recorder.counter(ORDERS).bind(labels(region))::inc;
    }
  }

  private static final class Loader extends ClassLoader {

    Loader() {
      super(RedeploymentTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      Class<?> known = findLoadedClass(name);
      if (known != null || !name.startsWith(Deployed.class.getName())) {
        return known != null ? known : super.loadClass(name, resolve);
      }
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    @Override
    public String toString() {
      return "the-shop";
    }
  }

  private static Application deploy() {
    try {
      return (Application)
          new Loader().loadClass(Deployed.class.getName()).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private final UpstreamRecorder recorder = VerbCalls.quiet().exemplars(true).build();

  @Test
  void an_application_that_was_removed_leaves_nothing() {
    Map<String, Double> before = Scrape.lasting(recorder);
    Application old = deploy();
    old.record(recorder, "north");
    assertThat(Scrape.text(recorder)).contains("deployed_orders_total{", "label=\"region\"");
    assertThat(recorder.remove(old.family())).isTrue();
    assertThat(recorder.remove(old.family())).isFalse();
    assertThat(Scrape.text(recorder)).doesNotContain("deployed_orders");
    assertThat(recorder.families()).doesNotContain(old.family());
    assertThat(recorder.registry().scrape("deployed_orders"::equals).size()).isZero();
    assertThat(Scrape.lasting(recorder).keySet())
        .containsExactlyInAnyOrderElementsOf(before.keySet());

    Application next = deploy();
    next.record(recorder, "south");
    assertThat(Scrape.samples(recorder))
        .containsEntry(line("south"), 1.0)
        .doesNotContainKey(line("north"));
  }

  @Test
  void classes_of_a_removed_application_are_collected() {
    assertCollected(deployAndRemove());
  }

  @Test
  void classes_of_a_second_deployment_are_collected() {
    Application first = deploy();
    first.record(recorder, "north");
    assertCollected(deployAndRemove());
    first.record(recorder, "north");
    assertThat(Scrape.samples(recorder)).containsEntry(line("north"), 3.0);
  }

  @Test
  void classes_of_a_refused_declaration_are_collected() {
    recorder.gauge((GaugeFamily<?>) deploy().other("One."));
    assertCollected(refused());
  }

  private WeakReference<ClassLoader> refused() {
    Application next = deploy();
    assertThatThrownBy(() -> recorder.gauge((GaugeFamily<?>) next.other("Two.")))
        .hasMessageContaining("declared differently");
    return new WeakReference<>(next.getClass().getClassLoader());
  }

  private static void assertCollected(WeakReference<ClassLoader> loader) {
    for (int i = 0; i < 50 && loader.get() != null; i++) {
      System.gc();
    }
    assertThat(loader.get()).isNull();
  }

  private WeakReference<ClassLoader> deployAndRemove() {
    Application old = deploy();
    old.record(recorder, "north");
    Scrape.text(recorder);
    recorder.remove(old.family());
    return new WeakReference<>(old.getClass().getClassLoader());
  }

  @Test
  void overlapping_deployments_may_have_the_same_family() {
    Application old = deploy();
    Application next = deploy();
    assertThat(next.family()).isNotEqualTo(old.family());
    old.record(recorder, "north");
    next.record(recorder, "north");
    Runnable handle = next.handle(recorder, "north");
    handle.run();
    assertThat(next.count(recorder, "north")).isEqualTo(3);
    recorder.gauge((GaugeFamily<?>) next.other("L."));

    assertThat(recorder.remove(old.family())).isTrue();
    handle.run();
    next.record(recorder, "south");
    assertThat(Scrape.samples(recorder))
        .containsEntry(line("north"), 4.0)
        .containsEntry(line("south"), 1.0);
    assertThat(recorder.remove(next.family())).isTrue();
    assertThat(Scrape.text(recorder)).doesNotContain("deployed_orders");
  }

  /** A registry that does something before it lets go of a collector. */
  private static final class Registry extends PrometheusRegistry {
    private Runnable before = () -> {};

    @Override
    public void unregister(Collector collector) {
      Runnable first = before;
      before = () -> {};
      first.run();
      super.unregister(collector);
    }
  }

  @Test
  void a_family_takes_the_name_of_one_that_leaves() {
    Registry registry = new Registry();
    try (UpstreamRecorder shared = VerbCalls.quiet().registry(registry).build()) {
      Application old = deploy();
      Application next = deploy();
      old.record(shared, "north");
      registry.before = () -> next.record(shared, "south");
      assertThat(shared.remove(old.family())).isTrue();
      next.record(shared, "south");
      assertThat(Scrape.samples(shared))
          .containsEntry(line("south"), 2.0)
          .doesNotContainKey(line("north"));
      assertThat(registry.scrape("deployed_orders"::equals).size()).isEqualTo(1);

      registry.before =
          () -> {
            old.record(shared, "north");
            shared.remove(old.family());
          };
      assertThat(shared.remove(next.family())).isTrue();
      assertThat(Scrape.text(shared)).doesNotContain("deployed_orders");
      assertThat(registry.scrape("deployed_orders"::equals).size()).isZero();
    }
  }

  @Test
  void a_family_is_shown_while_another_deployment_leaves() throws Exception {
    for (int i = 0; i < Repeats.of(100, 400); i++) {
      Application old = deploy();
      Application next = deploy();
      old.record(recorder, "north");
      next.family(); // initializes its classes
      CyclicBarrier start = new CyclicBarrier(2);
      Thread leaves =
          new Thread(
              () -> {
                await(start);
                recorder.remove(old.family());
              });
      leaves.start();
      await(start);
      next.record(recorder, "south");
      leaves.join();
      next.record(recorder, "south");
      assertThat(Scrape.samples(recorder).getOrDefault(line("south"), 0.0))
          .as("round " + i)
          .isPositive();
      recorder.remove(next.family());
    }
  }

  private static void await(CyclicBarrier start) {
    try {
      start.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void another_declaration_names_the_loader_of_the_first() {
    Application old = deploy();
    Application next = deploy();
    recorder.gauge((GaugeFamily<?>) old.other("One."));
    assertThatThrownBy(() -> recorder.gauge((GaugeFamily<?>) next.other("Two.")))
        .hasMessageContaining("deployed_level, which is declared differently elsewhere")
        .hasMessageContaining("of class loader the-shop");
  }

  @Test
  void handles_of_a_removed_family_record_nothing() {
    Application old = deploy();
    Runnable handle = old.handle(recorder, "north");
    recorder.remove(old.family());
    double before = Scrape.samples(recorder).size();
    for (int i = 0; i < 10; i++) {
      handle.run();
    }
    assertThat((double) Scrape.samples(recorder).size()).isEqualTo(before);
  }

  @Test
  void families_of_the_library_stay() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> recorder.remove(SelfFamilies.FOLDED))
        .withMessageContaining("is a family of the library");
    assertThat(recorder.remove(CounterFamily.named("never_there_total").help("N.").noLabels()))
        .isFalse();
  }

  @Test
  void a_removed_family_can_come_back() {
    CounterFamily<NoLabels> own = CounterFamily.named("back_total").help("B.").noLabels();
    recorder.counter(own).inc(NoLabels.NONE);
    assertThat(recorder.remove(own)).isTrue();
    recorder.counter(own).inc(NoLabels.NONE);
    assertThat(Scrape.samples(recorder)).containsEntry("back_total", 1.0);
  }

  private static String line(String region) {
    return "deployed_orders_total{customer_id=\"acme\",region=\"%s\",tier=\"paid\"}"
        .formatted(region);
  }
}
