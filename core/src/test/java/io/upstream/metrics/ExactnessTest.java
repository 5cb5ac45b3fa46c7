package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.Truth.Tally;
import io.upstream.metrics.catalog.LabelKind;
import io.upstream.metrics.catalog.SelfFamilies;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.FamilyName;
import io.upstream.metrics.label.LabelTypeName;
import io.upstream.metrics.page.PageFormat;
import io.upstream.metrics.testing.Repeats;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Eight threads record by every way there is, budgets are crossed, raised, lowered and gone round,
 * pages are written back to back: no page takes anything back, and in the end every total is the
 * truth.
 */
class ExactnessTest {

  private static final int THREADS = 8;
  private static final int CALLS = Repeats.of(40_000, 100_000);
  private static final long AMPLE = 10_000_000;

  // A quarter of what the calls would have with enough of them.
  private static final long TIGHT = 3_000;

  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  @Test
  void totals_are_exact_while_budgets_change() throws Exception {
    record(CALLS, AMPLE);
  }

  @Test
  void totals_are_exact_on_a_full_page() throws Exception {
    record(CALLS, TIGHT);
  }

  @Tag("full")
  @Test
  void twenty_million_calls_are_all_counted() throws Exception {
    record(2_500_000, AMPLE);
  }

  @Tag("long")
  @Test
  void eighty_million_calls_are_all_counted() throws Exception {
    record(10_000_000, AMPLE);
  }

  private static void record(int calls, long lines) throws Exception {
    try (UpstreamRecorder recorder = recorder(lines)) {
      Workload work = new Workload(recorder);
      List<WatchedPages> pages =
          List.of(
              new WatchedPages(recorder, PageFormat.TEXT),
              new WatchedPages(recorder, PageFormat.OPENMETRICS));
      List<MixedCalls> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        threads.add(new MixedCalls(work, i, calls));
      }
      ExecutorService pool = Executors.newFixedThreadPool(THREADS + pages.size());
      AtomicBoolean done = new AtomicBoolean();
      try {
        List<Future<?>> scrapers = new ArrayList<>();
        for (WatchedPages format : pages) {
          scrapers.add(
              pool.submit(
                  () -> {
                    while (!done.get()) {
                      format.read();
                    }
                  }));
        }
        for (Future<MixedCalls> thread : pool.invokeAll(threads)) {
          thread.get();
        }
        done.set(true);
        for (Future<?> scraper : scrapers) {
          scraper.get();
        }
      } finally {
        done.set(true);
        pool.shutdownNow();
      }
      threads.get(0).endTheRest();
      Totals text = new Totals(recorder, pages.get(0).read());
      compare(work, text);
      compare(work, new Totals(recorder, pages.get(1).read()));
      compareCustomers(work, text, lines == AMPLE);
      System.out.printf(
          "%d calls of %d threads, %d changes of budgets, %d pages of up to %d lines: %d totals"
              + " exact, nothing taken back%n",
          (long) calls * THREADS,
          THREADS,
          MixedCalls.CHANGES * THREADS,
          pages.stream().mapToInt(WatchedPages::pages).sum(),
          pages.get(0).lines(),
          text.compared);
    }
  }

  private static UpstreamRecorder recorder(long lines) {
    return UpstreamRecorder.builder()
        .settings(Settings.of(Map.of(), Map.of()))
        .jvm(false)
        .ticker(MixedCalls::nanos)
        .families(MixedCalls.CALLS, MixedCalls.ALL, MixedCalls.SIZES, MixedCalls.OPEN)
        .allow(CustomerId.class, MixedCalls.CUSTOMERS.subList(0, MixedCalls.ALLOWED))
        .budget(CustomerId.class, 20)
        .lineBudget(lines)
        .build();
  }

  private static void compare(Workload work, Totals page) {
    Map<String, Double> truth = new TreeMap<>();
    work.truth.tallies().forEach(tally -> truth.putAll(work.truth.lines(tally)));
    page.compared = truth.size();
    truth.forEach(
        (line, value) -> assertThat(page.all.getOrDefault(line, 0.0)).as(line).isEqualTo(value));
    Map<String, Double> neverRecorded = new TreeMap<>(page.all);
    neverRecorded.keySet().removeAll(truth.keySet());
    neverRecorded
        .keySet()
        .removeIf(
            line ->
                SelfFamilies.ALL.stream().anyMatch(family -> line.startsWith(family.name()))
                    || line.startsWith("upstream_data_quality_score{"));
    assertThat(neverRecorded.values()).allMatch(value -> value == 0);

    for (Tally tally : work.truth.tallies()) {
      if (tally.countsByOne && tally.hasCustomer()) {
        compareFolded(work, tally, page);
      }
    }
  }

  /** Asserts that each folded and each refused value was counted as such each time. */
  private static void compareFolded(Workload work, Tally tally, Totals page) {
    String family = tally.family.name();
    String events = tally.isHistogram() ? family + "_count{" : family + "{";
    assertThat(page.sumOf("_OTHER", events))
        .as(family)
        .isEqualTo(
            page.folded(family, "over_budget")
                + page.folded(family, "share")
                + page.folded(family, "page_budget"));
    assertThat(page.folded(family, "unknown")).as("null is no fold").isZero();
    assertThat(page.folded(family, "invalid"))
        .isEqualTo(work.truth.events(tally, MixedCalls.INVALID));
    assertThat(page.folded(family, "redacted"))
        .isEqualTo(work.truth.events(tally, MixedCalls.REDACTED));
  }

  /**
   * Who was named from the beginning has all that is its, unless the page was full; who came later
   * at most that.
   */
  private static void compareCustomers(Workload work, Totals page, boolean isAmple) {
    for (Tally tally : work.truth.tallies()) {
      for (int customer = 0; tally.hasCustomer() && customer < MixedCalls.NAMED; customer++) {
        String name = MixedCalls.nameOf(customer);
        boolean all = isAmple && customer < MixedCalls.ALLOWED;
        work.truth
            .lines(tally, customer)
            .forEach(
                (line, value) -> {
                  if (all) {
                    assertThat(page.of(name, line)).as(line).isEqualTo(value);
                  } else if (tally.onlyGrows()) {
                    assertThat(page.of(name, line)).as(line).isLessThanOrEqualTo(value);
                  }
                });
      }
    }
  }

  /** The lines of a page added up over all open labels, and over all but the customer. */
  private static final class Totals {

    final Map<String, Double> all = new TreeMap<>();
    private final Map<String, Map<String, Double>> byCustomer = new TreeMap<>();
    private int compared;

    Totals(UpstreamRecorder recorder, String page) {
      Set<String> kept =
          recorder.families().stream()
              .flatMap(family -> family.schema().labels().stream())
              .filter(
                  label ->
                      label.kind() != LabelKind.OPEN
                          || label.type() == FamilyName.class
                          || label.type() == LabelTypeName.class)
              .map(label -> label.name())
              .collect(Collectors.toSet());
      kept.add("le");
      page.lines().filter(line -> !line.startsWith("#")).forEach(line -> add(line, kept));
    }

    private void add(String line, Set<String> kept) {
      int space = line.lastIndexOf(' ');
      double value = Double.parseDouble(line.substring(space + 1));
      List<String> labels = new ArrayList<>();
      String customer = "";
      Matcher label = LABEL.matcher(line);
      while (label.find()) {
        if (kept.contains(label.group(1))) {
          labels.add(label.group());
        } else if (label.group(1).equals("customer_id")) {
          customer = label.group(2);
        }
      }
      String name = line.substring(0, line.contains("{") ? line.indexOf('{') : space);
      String key = name + "{" + Truth.sorted(labels.toArray(String[]::new)) + "}";
      all.merge(key, value, Double::sum);
      byCustomer.computeIfAbsent(customer, any -> new TreeMap<>()).merge(key, value, Double::sum);
    }

    double of(String customer, String line) {
      return byCustomer.getOrDefault(customer, Map.of()).getOrDefault(line, 0.0);
    }

    double sumOf(String customer, String prefix) {
      return byCustomer.getOrDefault(customer, Map.of()).entrySet().stream()
          .filter(each -> each.getKey().startsWith(prefix))
          .mapToDouble(Map.Entry::getValue)
          .sum();
    }

    /** How often a customer was folded in a family. */
    double folded(String family, String reason) {
      return all.getOrDefault(
          SelfFamilies.FOLDED.name()
              + "{family=\""
              + family
              + "\",label=\"customer_id\",reason=\""
              + reason
              + "\"}",
          0.0);
    }
  }
}
