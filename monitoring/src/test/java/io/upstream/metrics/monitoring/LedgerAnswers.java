package io.upstream.metrics.monitoring;

import static java.util.stream.Collectors.toMap;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Predicate;

/** The expected answers to the queries, computed from the ledger alone. */
final class LedgerAnswers {

  private static final int M5 = 300;
  private static final int M10 = 600;
  private static final int H1 = 3600;
  private static final int ALL = 1_000_000;
  private static final Map<String, String> NONE = Map.of();

  private static final double[] LATENCY = {0.01, 0.05, 0.1, 0.5, 1, 2, 5, 10};
  private static final double[] STATEMENTS = {0.001, 0.01, 0.05, 0.1, 0.5, 1, 5, 10};
  private static final double[] PROCESSING = {0.1, 0.5, 1, 2, 5, 10, 30, 60};
  private static final double[] BATCHES = {1, 5, 10, 30, 60, 120, 300, 600};
  private static final double[] JOBS = {1, 5, 30, 60, 300, 600, 1800, 3600};

  private final Ledger ledger;
  private final Map<String, Map<Map<String, String>, Double>> answers = new HashMap<>();
  private final Map<String, Double> totals = new HashMap<>();

  LedgerAnswers(Ledger ledger) {
    this.ledger = ledger;
    http();
    database();
    alerts();
    driftAndQuality();
    jobs();
    caches();
    constants();
    totals();
  }

  /** The answer to a question; null for one that the ledger knows nothing of. */
  Map<Map<String, String>, Double> answer(String id) {
    return answers.get(id);
  }

  /** Returns the sum of the instances' answers, if each has one of its own. */
  Double total(String id) {
    return totals.get(id);
  }

  boolean knows(String id) {
    return answers.containsKey(id) || totals.containsKey(id);
  }

  private void totals() {
    totals.put("P01", total(ALL, "request", request("upstream.api.views.ClaimViewSet", "GET")));
    totals.put("P02", total(ALL, "request", request("upstream.api.views.ClaimViewSet", "POST")));
    totals.put("P05", total(ALL, "inserted", each -> true));
    totals.put(
        "P06", total(H1, "created", each -> each.labels().get("severity").equals("high")) / H1);
  }

  private static Predicate<Ledger.Entry> request(String view, String method) {
    return each ->
        each.labels().get("view").equals(view) && each.labels().get("method").equals(method);
  }

  /** Adds the answers that do not change in the simulation. */
  private void constants() {
    Map<Map<String, String>, Double> mean = new HashMap<>();
    Map<Map<String, String>, Double> worst = new HashMap<>();
    Map<Map<String, String>, Double> day = new HashMap<>();
    for (String customer : List.of("123", "acme", "globex")) {
      mean.put(Map.of("customer_id", customer), (0.65 + 0.95) / 2);
      worst.put(Map.of("customer_id", customer, "metric_type", "completeness"), 0.65);
      worst.put(Map.of("customer_id", customer, "metric_type", "accuracy"), 0.95);
      day.put(Map.of("customer_id", customer, "metric_type", "completeness"), (0.9 + 0.65) / 2);
      day.put(Map.of("customer_id", customer, "metric_type", "accuracy"), 0.95);
    }
    answers.put(
        "P07",
        onlyKeys(worst, Map.of("customer_id", "123", "metric_type", "completeness")::equals));
    answers.put("P31", mean);
    answers.put("P32", day);
    answers.put("I16", worst);
    put("P55", 10.0 / SimulatedHistory.STEP);
    put("P57", 1.95);
    put("P60", 10.0 / SimulatedHistory.STEP);
    put("P61", 1.5);
    put("P62", 0.1);
    answers.put("P59", Map.of(Map.of("queue_name", "mail"), 4.0));
    answers.put("I23", Map.of(Map.of("queue_name", "exports"), 11.0));
  }

  private void http() {
    double all = total(M5, "request", each -> true);
    double failed = total(M5, "request", status("5"));
    put("P08", all / M5);
    answers.put("P09", perSecond(M5, "request", "view"));
    put("P10", failed / M5);
    put("P11", failed / all * 100);
    put("P12", total(M5, "request", status("4")) / M5);
    answers.put("P03", quantiles(0.95, LATENCY, M5, "latency", "view"));
    put("P13", quantile(0.5, LATENCY, ledger.last(M5, "latency")));
    put("P14", quantile(0.95, LATENCY, ledger.last(M5, "latency")));
    put("P15", quantile(0.99, LATENCY, ledger.last(M5, "latency")));
    put("P16", total(M5, "latency", each -> true) / ledger.last(M5, "latency").size());
    answers.put("P17", only(quantiles(0.99, LATENCY, M5, "latency", "view"), value -> value > 2));
    answers.put("I29", perSecond(M5, "request", "method"));
    Map<Map<String, String>, Double> statuses = perSecond(M5, "request", "status");
    answers.put("I31", onlyKeys(statuses, labels -> labels.get("status").matches("[45]..")));
    answers.put("I02", answers.get("I31"));
    put("U01", failed / all);
  }

  private void database() {
    double statements = ledger.last(M5, "statement").size();
    put("P18", statements / M5);
    answers.put("P04", quantiles(0.99, STATEMENTS, M10, "statement_time", "vendor"));
    answers.put("P19", answers.get("P04"));
    answers.put(
        "P20",
        only(quantiles(0.95, STATEMENTS, M10, "statement_time", "vendor"), value -> value > 0.1));
    put("P21", statements / ledger.last(M5, "request").size());
    long slow =
        ledger.last(M5, "statement_time").stream().filter(each -> each.amount() > 0.1).count();
    answers.put("I09", Map.of(Map.of("alias", "claims"), slow / statements));
  }

  private void alerts() {
    answers.put("P22", perSecond(H1, "created", "severity"));
    put(
        "P23",
        total(H1, "created", each -> each.labels().get("severity").matches("high|critical")) / H1);
    double delivered = ledger.last(H1, "delivered").size();
    double failed = ledger.last(H1, "failed").size();
    put("P24", delivered / (delivered + failed) * 100);
    answers.put("P25", quantiles(0.95, PROCESSING, M10, "processing", "product"));
    answers.put("P26", perSecond(H1, "failed", "channel_type"));
    answers.put("I13", perSecond(H1, "created", "product"));
    put("I14", delivered / (delivered + failed));
  }

  private void driftAndQuality() {
    put("P27", ledger.last(H1, "drift").size());
    put("P28", total(H1, "drift", each -> each.labels().get("severity_level").equals("high")) / H1);
    answers.put("P29", perSecond(H1, "drift", "drift_type"));
    answers.put("P30", quantiles(0.95, BATCHES, ALL, "computation", "product"));
    double all = total(M5, "ingested", each -> true);
    put("P33", all / M5);
    put(
        "P34",
        total(M5, "ingested", each -> each.labels().get("status").equals("success")) / all * 100);
    answers.put("P35", perSecond(H1, "check_failed", "check_type"));
    answers.put("I17", perSecond(M5, "ingested", "status"));
    answers.put("I18", perSecond(H1, "report", "report_type"));
  }

  private void jobs() {
    Map<Map<String, String>, Double> started = perSecond(M5, "job_started", "job_type");
    // One that runs since the beginning has a series that stands still.
    started.put(Map.of("job_type", "endless"), 0.0);
    answers.put("P36", started);
    double completed = ledger.last(H1, "job_completed").size();
    double failed = ledger.last(H1, "job_failed").size();
    put("P37", completed / (completed + failed) * 100);
    answers.put("P38", perSecond(H1, "job_failed", "job_type"));
    answers.put("P39", quantiles(0.95, JOBS, H1, "job_time", "job_type"));
    answers.put(
        "P40",
        only(
            ledger.last(H1, "job_time").stream()
                .collect(
                    toMap(
                        each -> Ledger.kept(each, "job_type"),
                        each -> each.amount() > 1800 ? 1.0 : 0.0,
                        Double::sum)),
            value -> value > 0));
    answers.put("I22", perSecond(H1, "job_failed", "job_type", "error_type"));
  }

  private void caches() {
    double hits = ledger.last(M5, "hit").size();
    double misses = ledger.last(M5, "miss").size();
    put("P41", hits / (hits + misses) * 100);
    Map<Map<String, String>, Double> hit = ledger.sum(M5, "hit", "cache_key_prefix");
    Map<Map<String, String>, Double> miss = ledger.sum(M5, "miss", "cache_key_prefix");
    Map<Map<String, String>, Double> ratios = new HashMap<>();
    DoubleBinaryOperator share = (one, other) -> one / (one + other);
    hit.forEach((key, n) -> ratios.put(key, share.applyAsDouble(n, miss.getOrDefault(key, 0.0))));
    miss.forEach((key, n) -> ratios.putIfAbsent(key, 0.0));
    answers.put("P42", ratios);
    answers.put("U13", ratios);
  }

  private void put(String id, double value) {
    answers.put(id, Map.of(NONE, value));
  }

  private double total(int seconds, String what, Predicate<Ledger.Entry> which) {
    return ledger.last(seconds, what).stream()
        .filter(which)
        .mapToDouble(Ledger.Entry::amount)
        .sum();
  }

  private static Predicate<Ledger.Entry> status(String first) {
    return each -> each.labels().get("status").startsWith(first);
  }

  private Map<Map<String, String>, Double> perSecond(int seconds, String what, String... by) {
    Map<Map<String, String>, Double> rates = ledger.sum(seconds, what, by);
    rates.replaceAll((labels, amount) -> amount / seconds);
    return rates;
  }

  private Map<Map<String, String>, Double> quantiles(
      double quantile, double[] bounds, int seconds, String what, String by) {
    Map<Map<String, String>, List<Ledger.Entry>> groups = new HashMap<>();
    for (Ledger.Entry each : ledger.last(seconds, what)) {
      groups.computeIfAbsent(Ledger.kept(each, by), none -> new java.util.ArrayList<>()).add(each);
    }
    Map<Map<String, String>, Double> result = new HashMap<>();
    groups.forEach((key, entries) -> result.put(key, quantile(quantile, bounds, entries)));
    return result;
  }

  /** Between the bounds of the bucket that the quantile falls into, as if it were filled evenly. */
  private static double quantile(double quantile, double[] bounds, List<Ledger.Entry> observed) {
    double rank = quantile * observed.size();
    double below = 0;
    double lower = 0;
    for (double bound : bounds) {
      double from = lower;
      double here =
          observed.stream()
              .filter(each -> each.amount() <= bound && (each.amount() > from || from == 0))
              .count();
      if (below + here >= rank) {
        return lower + (bound - lower) * (rank - below) / here;
      }
      below += here;
      lower = bound;
    }
    throw new AssertionError("above all bounds: " + Arrays.toString(bounds));
  }

  private static Map<Map<String, String>, Double> only(
      Map<Map<String, String>, Double> all, Predicate<Double> which) {
    Map<Map<String, String>, Double> some = new HashMap<>(all);
    some.values().removeIf(which.negate());
    return some;
  }

  private static Map<Map<String, String>, Double> onlyKeys(
      Map<Map<String, String>, Double> all, Predicate<Map<String, String>> which) {
    Map<Map<String, String>, Double> some = new HashMap<>(all);
    some.keySet().removeIf(which.negate());
    return some;
  }
}
