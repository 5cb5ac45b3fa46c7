package io.upstream.metrics.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.testing.Await;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class HealthTest {

  private static final HealthCheck WELL = () -> {};
  private static final HealthCheck ILL =
      () -> {
        throw new SQLException("jdbc:postgresql://claims.internal/claims?user=secret");
      };

  private final AtomicLong clock = new AtomicLong();

  @Test
  void a_failed_check_shows_its_class_only() {
    Health health = Health.builder().check("good", WELL).needs("bad", ILL).build();

    assertThat(health.health()).containsOnlyKeys("good", "bad");
    assertThat(health.health().get("good").up()).isTrue();
    assertThat(health.health().get("bad").up()).isFalse();
    assertThat(health.health().get("bad").error()).isEqualTo("SQLException");
  }

  @Test
  void readiness_needs_start_up_and_needed_checks() {
    AtomicBoolean started = new AtomicBoolean();
    Health health =
        Health.builder().check("disk", ILL).needs("database", WELL).started(started::get).build();

    assertThat(health.readiness().values()).noneMatch(CheckOutcome::up);
    started.set(true);
    assertThat(health.readiness()).containsOnlyKeys("startup", "database");
    assertThat(health.readiness().values()).allMatch(CheckOutcome::up);
  }

  @Test
  void liveness_asks_no_dependency() {
    AtomicInteger asked = new AtomicInteger();
    Health health =
        Health.builder().needs("database", asked::incrementAndGet).alive("threads", WELL).build();

    assertThat(health.liveness()).containsOnlyKeys("threads");
    assertThat(asked).hasValue(0);
  }

  @Test
  void checks_run_in_parallel() {
    CyclicBarrier together = new CyclicBarrier(3);
    Health health =
        Health.builder()
            .check("one", together::await)
            .check("two", together::await)
            .check("three", together::await)
            .timeLimit(Duration.ofMinutes(1))
            .build();

    assertThat(health.health().values()).allMatch(CheckOutcome::up);
  }

  @Test
  void an_outcome_holds_for_a_second() {
    AtomicInteger asked = new AtomicInteger();
    Health health = Health.builder().check("one", asked::incrementAndGet).build(clock::get);

    health.health();
    clock.addAndGet(999_999_999);
    health.health();
    assertThat(asked).hasValue(1);
    clock.addAndGet(1);
    health.health();
    assertThat(asked).hasValue(2);
  }

  @Test
  void a_hanging_check_is_down_and_not_restarted() {
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger started = new AtomicInteger();
    HealthCheck hanging =
        () -> {
          started.incrementAndGet();
          boolean interrupted = true;
          while (interrupted) { // one that does not even listen to an interrupt
            try {
              never.await();
              interrupted = false;
            } catch (InterruptedException e) {
              interrupted = true;
            }
          }
        };
    Health health =
        Health.builder()
            .check("hanging", hanging)
            .check("good", WELL)
            .timeLimit(Duration.ofMillis(20))
            .build(clock::get);

    for (int i = 0; i < 20; i++) {
      assertThat(health.health().get("hanging"))
          .matches(outcome -> !outcome.up() && "timeout".equals(outcome.error()));
      clock.addAndGet(1_000_000_000);
    }
    assertThat(started).hasValue(1);
    Await.until(
        "the other one is well, though a busy machine may let it wait too long at times",
        () -> {
          clock.addAndGet(1_000_000_000);
          return health.health().get("good").up();
        });
    assertThat(started).hasValue(1);
    never.countDown();
    Await.until(
        "it is asked again",
        () -> {
          clock.addAndGet(1_000_000_000);
          return health.health().get("hanging").up();
        });
  }

  @Test
  void a_check_may_throw_what_it_likes() {
    Health health =
        Health.builder()
            .check(
                "bad",
                () -> {
                  throw new StackOverflowError();
                })
            .build();

    assertThat(health.health().get("bad").error()).isEqualTo("StackOverflowError");
  }

  @Test
  void two_checks_of_one_name_are_a_slip() {
    assertThatThrownBy(() -> Health.builder().check("one", WELL).alive("one", WELL))
        .hasMessageContaining("one");
    assertThatThrownBy(() -> Health.builder().timeLimit(Duration.ZERO))
        .hasMessageContaining("PT0S");
  }

  @Test
  void a_valid_connection_is_healthy() throws Exception {
    AtomicBoolean valid = new AtomicBoolean(true);
    AtomicInteger open = new AtomicInteger();
    HealthCheck check = HealthCheck.dataSource(dataSource(valid, open));

    check.check();
    valid.set(false);

    assertThatThrownBy(check::check).isInstanceOf(SQLException.class);
    assertThat(open).hasValue(0);
  }

  private static DataSource dataSource(AtomicBoolean valid, AtomicInteger open) {
    return proxy(
        DataSource.class,
        method -> {
          open.incrementAndGet();
          return proxy(
              Connection.class,
              call -> call.equals("isValid") ? valid.get() : (Object) open.decrementAndGet());
        });
  }

  /** By the method's name alone. */
  private static <T> T proxy(Class<T> type, java.util.function.Function<String, Object> answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Object result = answer.apply(method.getName());
              return method.getReturnType() == void.class ? null : result;
            }));
  }

  @Test
  void a_cache_that_keeps_values_is_healthy() throws Exception {
    Map<String, String> cache = new HashMap<>();

    HealthCheck.cache(cache::put, cache::get).check();

    assertThatThrownBy(() -> HealthCheck.cache((key, value) -> {}, cache::get).check())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void enough_disk_space_is_healthy() throws Exception {
    HealthCheck.diskSpace(Path.of("target"), 1).check();

    assertThatThrownBy(() -> HealthCheck.diskSpace(Path.of("target"), Long.MAX_VALUE).check())
        .isInstanceOf(java.nio.file.FileSystemException.class);
  }

  @Test
  void a_stuck_executor_is_down_without_queueing() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    AtomicInteger tasks = new AtomicInteger();
    ExecutorService executor = Executors.newSingleThreadExecutor();
    Health health =
        Health.builder()
            .check(
                "pool",
                HealthCheck.executor(
                    task -> {
                      tasks.incrementAndGet();
                      executor.execute(task);
                    }))
            .timeLimit(Duration.ofMillis(20))
            .build(clock::get);
    executor.execute(
        () -> {
          try {
            stuck.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });

    Await.until(
        "the executor has a task",
        () -> {
          clock.addAndGet(1_000_000_000);
          health.health();
          return tasks.get() > 0;
        });
    for (int i = 0; i < 5; i++) {
      Await.until(
          "the last look was given up",
          () -> {
            clock.addAndGet(1_000_000_000);
            return !health.health().get("pool").up();
          });
    }
    assertThat(tasks).hasValue(1);
    stuck.countDown();
    Await.until(
        "it runs again",
        () -> {
          clock.addAndGet(1_000_000_000);
          return health.health().get("pool").up();
        });
    executor.shutdown();
  }

  @Test
  void closing_ends_the_threads_and_health() throws Exception {
    java.util.concurrent.atomic.AtomicReference<Thread> thread =
        new java.util.concurrent.atomic.AtomicReference<>();
    Health health =
        Health.builder().check("own", () -> thread.set(Thread.currentThread())).build(clock::get);
    assertThat(health.health().get("own").up()).isTrue();
    health.close();
    health.close();

    thread.get().join(10_000);
    assertThat(thread.get().isAlive()).isFalse();
    clock.addAndGet(1_000_000_000);
    assertThatThrownBy(health::health).isInstanceOf(RuntimeException.class);
  }

  @Test
  void a_deadlock_is_seen() throws Exception {
    HealthCheck.noDeadlock().check();
    Object one = new Object();
    Object other = new Object();
    CyclicBarrier both = new CyclicBarrier(2);
    // Two daemons that stay in each other's way until this JVM ends.
    deadlocking(one, other, both).start();
    deadlocking(other, one, both).start();

    Await.until(
        "the deadlock is seen",
        () -> {
          try {
            HealthCheck.noDeadlock().check();
            return false;
          } catch (Exception e) {
            return e.getMessage().equals("2 threads are in a deadlock");
          }
        });
  }

  private static Thread deadlocking(Object first, Object second, CyclicBarrier both) {
    Thread thread =
        new Thread(
            () -> {
              synchronized (first) {
                try {
                  both.await();
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
                synchronized (second) {
                  both.reset(); // never reached
                }
              }
            });
    thread.setDaemon(true);
    return thread;
  }
}
