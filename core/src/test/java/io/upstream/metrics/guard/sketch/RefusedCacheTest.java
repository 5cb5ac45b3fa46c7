package io.upstream.metrics.guard.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefusedCacheTest {

  private final RefusedCache cache = new RefusedCache();

  @Test
  void it_knows_nothing_at_first() {
    assertThat(cache.code(cache.key(0))).isZero();
    assertThat(cache.code(cache.key(-1))).isZero();
  }

  @Test
  void it_answers_what_was_remembered_last() {
    cache.remember(cache.key(42), 3);
    cache.remember(cache.key(42), RefusedCache.MOST_CODE);

    assertThat(cache.code(cache.key(42))).isEqualTo(RefusedCache.MOST_CODE);
    assertThat(cache.code(cache.key(43))).isZero();
  }

  @Test
  void every_bit_of_a_hash_tells_values_apart() {
    long hash = 0x0123456789abcdefL;
    cache.remember(cache.key(hash), 1);

    assertThat(IntStream.range(0, 64).map(bit -> cache.code(cache.key(hash ^ 1L << bit))))
        .containsOnly(0);
  }

  @Test
  void it_may_forget_but_never_answers_wrongly() {
    Map<Long, Integer> all = new HashMap<>();
    Random random = new Random(5);
    for (int i = 0; i < 100_000; i++) {
      long hash = random.nextLong();
      int code = 1 + random.nextInt(RefusedCache.MOST_CODE);
      all.put(hash, code);
      cache.remember(cache.key(hash), code);
    }

    all.forEach((hash, code) -> assertThat(cache.code(cache.key(hash))).isIn(0, code));
  }

  @Test
  void a_thousand_values_that_keep_coming_all_stay() {
    for (int seed = 0; seed < 100; seed++) {
      RefusedCache fresh = new RefusedCache();
      Random random = new Random(seed);
      long[] hashes = random.longs(1_000).toArray();
      for (int i = 0; i < 40_000; i++) {
        ask(fresh, hashes[random.nextInt(hashes.length)]);
      }

      assertThat(kept(fresh, hashes)).as("seed %d", seed).isEqualTo(1_000);
    }
  }

  @Test
  void values_that_have_stopped_coming_make_room() {
    Random random = new Random(10);
    long[] before = random.longs(8_000).toArray();
    for (int i = 0; i < 200_000; i++) {
      ask(cache, before[random.nextInt(before.length)]);
    }

    long[] hashes = random.longs(1_000).toArray();
    for (int i = 0; i < 100_000; i++) {
      ask(cache, hashes[random.nextInt(hashes.length)]);
    }
    assertThat(kept(cache, hashes)).isEqualTo(1_000);
  }

  @Test
  void it_grows_for_returning_values_only() {
    Random random = new Random(11);
    for (int i = 0; i < 200_000; i++) {
      ask(cache, random.nextLong());
    }
    assertThat(cache.room()).isEqualTo(RefusedCache.LEAST);

    long[] hashes = random.longs(3_000).toArray();
    for (int i = 0; i < 200_000; i++) {
      ask(cache, hashes[random.nextInt(hashes.length)]);
    }
    assertThat(cache.room()).isEqualTo(RefusedCache.MOST);

    for (int i = 0; i < 200_000; i++) {
      ask(cache, random.nextInt(20_000) * 0x9e3779b97f4a7c15L);
    }
    assertThat(cache.room()).isEqualTo(RefusedCache.MOST);
  }

  @Test
  void returning_values_stay_while_others_pass() {
    Random random = new Random(12);
    long[] hashes = random.longs(300).toArray();
    for (int i = 0; i < 100_000; i++) {
      ask(cache, hashes[random.nextInt(hashes.length)]);
      ask(cache, random.nextLong());
    }
    assertThat(kept(cache, hashes)).isGreaterThan(270);
  }

  private static void ask(RefusedCache cache, long hash) {
    long key = cache.key(hash);
    if (cache.code(key) == 0) {
      cache.remember(key, 1);
    }
  }

  private static int kept(RefusedCache cache, long[] hashes) {
    return Arrays.stream(hashes).mapToInt(hash -> cache.code(cache.key(hash))).sum();
  }

  @Test
  void clearing_forgets_all_and_new_verdicts_are_remembered() {
    cache.remember(cache.key(42), 3);

    cache.clear();

    assertThat(cache.code(cache.key(42))).isZero();
    cache.remember(cache.key(42), 4);
    assertThat(cache.code(cache.key(42))).isEqualTo(4);
  }

  @Test
  void earlier_decisions_are_forgotten_after_clearing() {
    long before = cache.key(42);
    cache.clear();

    cache.remember(before, 3);

    assertThat(cache.code(cache.key(42))).isZero();
  }

  @Test
  void threads_read_only_written_codes() throws Exception {
    int threads = 8;
    CountDownLatch start = new CountDownLatch(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      var wrong =
          IntStream.range(0, threads)
              .mapToObj(thread -> pool.submit(() -> hammer(new Random(thread), start)))
              .toList();
      for (Future<Integer> each : wrong) {
        assertThat(each.get()).isZero();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  /** Every value has one code only, so any other answer is a wrong one. */
  private int hammer(Random random, CountDownLatch start) throws InterruptedException {
    start.countDown();
    start.await();
    int wrong = 0;
    for (int i = 0; i < 200_000; i++) {
      long value = random.nextInt(20_000);
      long hash = KeyedHash.ofProcess().of(Long.toString(value));
      int code = 1 + (int) (value % RefusedCache.MOST_CODE);
      long key = cache.key(hash);
      int known = cache.code(key);
      wrong += known != 0 && known != code ? 1 : 0;
      cache.remember(key, code);
      if (i % 50_000 == 0) {
        cache.clear();
      }
    }
    return wrong;
  }
}
