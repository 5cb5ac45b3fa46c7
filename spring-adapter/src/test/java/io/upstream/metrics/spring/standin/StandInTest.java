package io.upstream.metrics.spring.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.ResolvableType;

class StandInTest {

  private static final Advice PASS = (method, arguments, target) -> target.call(arguments);

  @Test
  void it_is_of_the_class_and_equals_what_it_stands_for() {
    Service service = new Service("claims");
    Service before = (Service) StandIn.of(service, PASS);
    assertThat(before).isNotSameAs(service).isEqualTo(before).isEqualTo(service);
    assertThat(before.hashCode()).isEqualTo(service.hashCode());
    assertThat(before.name()).isEqualTo("claims");
    assertThat(before.packagePrivate()).isEqualTo("claims");
    assertThat(StandIn.isOne(before)).isTrue();
    assertThat(((HasTarget) before).upstreamTarget()).isSameAs(service);
  }

  @Test
  void what_the_target_throws_comes_out_as_it_is() {
    IOException failure = new IOException("no file");
    Service before = (Service) StandIn.of(new Service("claims"), PASS);
    assertThatThrownBy(() -> before.fail(failure)).isSameAs(failure);
  }

  @Test
  void a_listener_is_still_one_for_its_own_events_only() {
    Object before = StandIn.of(new Listener(), PASS);
    assertThat(
            ResolvableType.forClass(before.getClass())
                .as(ApplicationListener.class)
                .getGeneric()
                .resolve())
        .isEqualTo(ContextClosedEvent.class);
  }

  @Test
  void a_class_that_nobody_can_name_is_stood_in_for_by_its_interfaces() throws Exception {
    Callable<String> lambda = () -> "done";
    Object before = StandIn.of(lambda, PASS);
    assertThat(before).isInstanceOf(Callable.class).isEqualTo(before).isEqualTo(lambda);
    assertThat(((Callable<?>) before).call()).isEqualTo("done");
  }

  @Test
  void for_a_public_class_that_cannot_be_extended_there_is_none() {
    assertThat(StandIn.of(new Sealed(), PASS)).isNull();
    ForkJoinPool pool = new ForkJoinPool(1);
    assertThat(StandIn.of(pool, PASS)).isNull();
    pool.shutdown();
  }

  @Test
  void two_of_one_class_share_it() {
    assertThat(StandIn.of(new Service("a"), PASS).getClass())
        .isSameAs(StandIn.of(new Service("b"), PASS).getClass());
  }

  static class Service {
    private final String name;

    Service(String name) {
      this.name = name;
    }

    public String name() {
      return name;
    }

    String packagePrivate() {
      return name;
    }

    public void fail(IOException failure) throws IOException {
      throw failure;
    }
  }

  static class Listener implements ApplicationListener<ContextClosedEvent> {
    @Override
    public void onApplicationEvent(ContextClosedEvent event) {}
  }

  /** Public and final. */
  public static final class Sealed implements Executor {
    @Override
    public void execute(Runnable task) {
      task.run();
    }
  }
}
