package io.upstream.metrics.guard.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemandEstimateTest {

  private static DemandEstimate of(LongStream hashes) {
    DemandEstimate demand = new DemandEstimate();
    hashes.forEach(demand::add);
    return demand;
  }

  @Test
  void nothing_is_nothing_and_one_is_one() {
    assertThat(new DemandEstimate().estimate()).isZero();
    assertThat(of(LongStream.of(42)).estimate()).isEqualTo(1);
    assertThat(of(LongStream.of(0)).estimate()).isEqualTo(1);
    assertThat(of(LongStream.of(-1)).estimate()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 50, 100, 500, 1_000, 2_000, 5_000, 6_000, 10_000, 100_000, 1_000_000})
  void the_error_is_near_two_percent(int values) {
    int rounds = values > 100_000 ? 10 : 40;
    double squares = 0;
    double bias = 0;
    for (int round = 0; round < rounds; round++) {
      long estimate = of(new SplittableRandom(round).longs(values)).estimate();
      double error = (double) estimate / values - 1;
      squares += error * error;
      bias += error;
    }

    assertThat(Math.sqrt(squares / rounds)).as("standard error").isLessThan(0.035);
    assertThat(bias / rounds).as("bias").isCloseTo(0, within(0.015));
  }

  @Property(tries = 200)
  void random_keys_are_counted_within_a_tenth(
      @ForAll long key, @ForAll @LongRange(min = 1, max = 20_000) long values) {
    KeyedHash hash = new KeyedHash(new SplittableRandom(key));
    DemandEstimate demand =
        of(LongStream.range(0, values).map(each -> hash.of("customer-" + each)));

    assertThat((double) demand.estimate()).isCloseTo((double) values, within(1 + values * 0.1));
  }

  @Property(tries = 50)
  void neither_order_nor_repetition_changes_it(@ForAll long seed) {
    long[] hashes = new SplittableRandom(seed).longs(3_000).toArray();
    DemandEstimate again = of(LongStream.of(hashes));
    Random random = new Random(seed);
    for (int i = 0; i < 3_000; i++) {
      again.add(hashes[random.nextInt(hashes.length)]);
    }
    LongStream backwards = LongStream.range(0, 3_000).map(i -> hashes[2_999 - (int) i]);

    assertThat(again.estimate())
        .isEqualTo(of(LongStream.of(hashes)).estimate())
        .isEqualTo(of(backwards).estimate());
  }

  @Test
  void an_estimate_includes_every_value_added_before() {
    DemandEstimate asked = new DemandEstimate();
    List<Long> hashes = new ArrayList<>();
    for (long hash : new SplittableRandom(3).longs(300).toArray()) {
      hashes.add(hash);
      asked.add(hash);
      assertThat(asked.estimate())
          .isEqualTo(of(hashes.stream().mapToLong(each -> each)).estimate());
    }
  }

  @Test
  void threads_that_add_and_ask_lose_nothing() throws Exception {
    DemandEstimate together = new DemandEstimate();
    ExecutorService pool = Executors.newFixedThreadPool(8);
    CountDownLatch added = new CountDownLatch(8);
    Thread reader =
        new Thread(
            () -> {
              while (added.getCount() > 0) {
                together.estimate();
              }
            });
    reader.start();
    for (int thread = 0; thread < 8; thread++) {
      int seed = thread;
      pool.execute(
          () -> {
            new SplittableRandom(seed).longs(100_000).forEach(together::add);
            added.countDown();
          });
    }
    pool.shutdown();
    assertThat(added.await(1, TimeUnit.MINUTES)).isTrue();
    reader.join();

    DemandEstimate alone = new DemandEstimate();
    for (int seed = 0; seed < 8; seed++) {
      new SplittableRandom(seed).longs(100_000).forEach(alone::add);
    }
    assertThat(together.estimate()).isEqualTo(alone.estimate());
  }
}
