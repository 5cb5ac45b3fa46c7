package io.upstream.metrics.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.label.CustomerId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A day of traffic of 5,000 customers, Zipf 1.05: every six hours 15 % of them swap ranks, and half
 * of them are active for eight hours only. Budget 100, 150 events between two pages of 15 s.
 */
class NamingSimulationTest {

  private static final int CUSTOMERS = 5_000;
  private static final int BUDGET = 100;
  private static final int PAGE_MILLIS = 15_000;
  private static final int EVENTS = 150;
  private static final int PAGES_AN_HOUR = 240;
  private static final int HOURS = 24;
  private static final int LATE = 6;

  /**
   * The share of the events of a part of the day that a policy named, and that an oracle would have
   * named.
   */
  private record Part(double named, double oracle) {
    double ofOracle() {
      return named / oracle;
    }
  }

  private record Outcome(Part early, Part late, double error, long promoted) {}

  @Test
  void heavy_values_are_named_and_nothing_is_lost() {
    check(7);
  }

  @Tag("full")
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void heavy_values_are_named_whatever_the_traffic(long seed) {
    check(seed);
  }

  private static void check(long seed) {
    int[][] traffic = traffic(new Random(seed));
    Outcome first = run(traffic, Naming.FIRST_COME);
    Outcome heaviest = run(traffic, Naming.HEAVIEST);
    System.out.printf(
        Locale.ROOT,
        "seed %d, named of what an oracle names, hours 0-6 and 6-24: first come %.1f %% %.1f %%,"
            + " heaviest %.1f %% %.1f %%; %d changes; error of the increase %.4f %% %.4f %%%n",
        seed,
        100 * first.early().ofOracle(),
        100 * first.late().ofOracle(),
        100 * heaviest.early().ofOracle(),
        100 * heaviest.late().ofOracle(),
        heaviest.promoted(),
        100 * first.error(),
        100 * heaviest.error());
    assertThat(heaviest.late().ofOracle()).isGreaterThanOrEqualTo(0.85);
    assertThat(heaviest.early().ofOracle()).isGreaterThanOrEqualTo(0.70);
    assertThat(heaviest.late().ofOracle()).isGreaterThan(first.late().ofOracle());
    assertThat(heaviest.error()).isZero();
    assertThat(first.error()).isZero();
    assertThat(heaviest.promoted()).isLessThanOrEqualTo(60 + 4 * (HOURS - 1));
  }

  private static Outcome run(int[][] traffic, Naming naming) {
    CountedRows rows = new CountedRows();
    Guards guards =
        CountedRows.guards(rows, GuardRules.Lives.STANDARD, Map.of("customer_id", naming));
    LabelResolver<CustomerId> customers = guards.resolver(CustomerId.class);
    customers.guard().budget(BUDGET);
    long[] named = new long[HOURS];
    Map<LabelEntry, Long> shown = new HashMap<>();
    Map<LabelEntry, Integer> pages = new HashMap<>();
    long increase = 0;
    long total = 0;
    for (int page = 0; page < traffic.length; page++) {
      rows.now += PAGE_MILLIS;
      for (int customer : traffic[page]) {
        LabelEntry entry = customers.resolve(new CustomerId("c" + customer));
        rows.record(entry);
        named[page / PAGES_AN_HOUR] += entry.isNamed() ? 1 : 0;
        total++;
      }
      guards.look();
      // As Prometheus sees it: a new series shows 0 first, and one that is gone tells no more.
      shown.keySet().retainAll(rows.rows.keySet());
      pages.keySet().retainAll(rows.rows.keySet());
      for (Map.Entry<LabelEntry, CountedRows.Row> row : rows.rows.entrySet()) {
        boolean isNew = pages.merge(row.getKey(), 1, Integer::sum) == 1;
        long value = isNew && page < traffic.length - 1 ? 0 : row.getValue().total;
        Long before = shown.put(row.getKey(), value);
        increase += before == null ? value : value - before;
      }
    }
    increase += rows.other; // which shows from the start
    double error = Math.abs(increase - total) / (double) total;
    return new Outcome(
        part(traffic, named, 0, LATE),
        part(traffic, named, LATE, HOURS),
        error,
        customers.promotedSoFar());
  }

  private static Part part(int[][] traffic, long[] named, int from, int to) {
    long hits = 0;
    long best = 0;
    for (int hour = from; hour < to; hour++) {
      hits += named[hour];
      int[] counts = new int[CUSTOMERS];
      for (int page = hour * PAGES_AN_HOUR; page < (hour + 1) * PAGES_AN_HOUR; page++) {
        for (int customer : traffic[page]) {
          counts[customer]++;
        }
      }
      Arrays.sort(counts);
      for (int i = CUSTOMERS - BUDGET; i < CUSTOMERS; i++) {
        best += counts[i];
      }
    }
    double all = (to - from) * (double) PAGES_AN_HOUR * EVENTS;
    return new Part(hits / all, best / all);
  }

  private static int[][] traffic(Random random) {
    int[] rank = shuffled(random, CUSTOMERS);
    double[] begin = new double[CUSTOMERS];
    for (int i = 0; i < CUSTOMERS; i++) {
      begin[i] = random.nextBoolean() ? -1 : random.nextDouble() * (HOURS - 8);
    }
    int[][] traffic = new int[HOURS * PAGES_AN_HOUR][EVENTS];
    double[] sums = new double[CUSTOMERS];
    for (int page = 0; page < traffic.length; page++) {
      if (page > 0 && page % (6 * PAGES_AN_HOUR) == 0) {
        swapSome(random, rank);
      }
      if (page % PAGES_AN_HOUR == 0) {
        double sum = 0;
        double hour = page / (double) PAGES_AN_HOUR;
        for (int i = 0; i < CUSTOMERS; i++) {
          boolean active = begin[i] < 0 || (hour >= begin[i] && hour < begin[i] + 8);
          sum += active ? 1 / Math.pow(rank[i] + 1, 1.05) : 0;
          sums[i] = sum;
        }
      }
      for (int i = 0; i < EVENTS; i++) {
        int at = Arrays.binarySearch(sums, random.nextDouble() * sums[CUSTOMERS - 1]);
        traffic[page][i] = Math.min(CUSTOMERS - 1, at < 0 ? -at - 1 : at);
      }
    }
    return traffic;
  }

  private static void swapSome(Random random, int[] rank) {
    int[] some = Arrays.copyOf(shuffled(random, CUSTOMERS), CUSTOMERS * 15 / 100);
    int[] order = shuffled(random, some.length);
    int[] before = Arrays.stream(some).map(each -> rank[each]).toArray();
    for (int i = 0; i < some.length; i++) {
      rank[some[i]] = before[order[i]];
    }
  }

  private static int[] shuffled(Random random, int size) {
    int[] all = new int[size];
    for (int i = 0; i < size; i++) {
      int other = random.nextInt(i + 1);
      all[i] = all[other];
      all[other] = i;
    }
    return all;
  }
}
