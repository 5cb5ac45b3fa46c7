package io.upstream.metrics.monitoring;

import io.upstream.metrics.catalog.AlertFamilies;
import io.upstream.metrics.catalog.ApiFamilies;
import io.upstream.metrics.catalog.Catalogue;
import io.upstream.metrics.catalog.DriftFamilies;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.JobFamilies;
import io.upstream.metrics.catalog.QualityFamilies;
import io.upstream.metrics.catalog.ReportFamilies;
import io.upstream.metrics.guard.WorstCase;
import io.upstream.metrics.label.CustomerId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Renders {@code long-range.md}: what customers and instances cost, from the declarations and from
 * bytes that were measured once.
 */
public final class LongRange {

  /** A service with fifty views, two data sources and the JVM's figures, without its customers. */
  static final long FIXED = 2_000;

  // These three were measured with Prometheus 2.42 on 200,000 series of our shape, scraped every 5
  // s for 75 s.
  private static final double BYTES_A_LINE = 117;
  private static final double GZIPPED_A_LINE = 7.3;
  private static final double HEAP_A_SERIES = 3_400;
  // In bytes. The documentation of Prometheus says one to two bytes per sample.
  private static final double DISK_A_SAMPLE = 1.5;

  private static final long LINE_BUDGET = 200_000;
  private static final long CUSTOMER_BUDGET = 1_000;
  private static final int[] CUSTOMERS = {10, 1_000, 100_000};
  private static final int[] INSTANCES = {1, 20, 500};

  private LongRange() {}

  /**
   * Returns the series that an ordinary customer has in each family, of the many that it could
   * have: one, unless more is known.
   */
  static Map<Family<?>, Integer> usage() {
    Map<Family<?>, Integer> usage = new LinkedHashMap<>();
    for (Family<?> family : Catalogue.BUSINESS) {
      if (family.schema().labels().stream().anyMatch(label -> label.type() == CustomerId.class)) {
        usage.put(family, 1);
      }
    }
    usage.put(AlertFamilies.CREATED, 4);
    usage.put(AlertFamilies.DELIVERED, 2);
    usage.put(AlertFamilies.SUPPRESSED, 2);
    usage.put(DriftFamilies.DETECTED, 6);
    usage.put(DriftFamilies.PAYMENT_DELAY_SIGNALS, 3);
    usage.put(DriftFamilies.DENIAL_SIGNALS, 2);
    usage.put(QualityFamilies.SCORE, 4);
    usage.put(QualityFamilies.CHECKS_FAILED, 4);
    usage.put(QualityFamilies.INGESTED, 3);
    usage.put(JobFamilies.STARTED, 4);
    usage.put(JobFamilies.COMPLETED, 4);
    usage.put(ReportFamilies.GENERATED, 4);
    usage.put(ApiFamilies.CALLS, 20);
    usage.put(ApiFamilies.RATE_LIMIT_HITS, 2);
    return usage;
  }

  /** Returns the lines that an ordinary customer has on a page. */
  static long linesOfACustomer() {
    return usage().entrySet().stream()
        .mapToLong(each -> (long) each.getValue() * WorstCase.linesOf(each.getKey()))
        .sum();
  }

  /** Returns the whole page. */
  public static String render() {
    long recorded =
        usage().keySet().stream()
            .filter(family -> WorstCase.linesOf(family) == 1)
            .filter(family -> !family.equals(QualityFamilies.SCORE))
            .count();
    return PageTemplate.read("long-range.md")
        .replace("@@customer-lines@@", String.valueOf(linesOfACustomer()))
        .replace("@@customer-families@@", String.valueOf(usage().size()))
        .replace("@@fixed-lines@@", Quantity.count((double) FIXED))
        .replace("@@cost@@", cost().strip())
        .replace("@@recorded-customer-series@@", String.valueOf(recorded));
  }

  private static String cost() {
    StringBuilder page = new StringBuilder();
    table(page, "Default budgets", "Budget 1,000 customers, 200,000 lines", CUSTOMER_BUDGET, false);
    table(page, "Every customer named", "No budget, for comparison", Long.MAX_VALUE, false);
    table(
        page,
        "Each customer on one instance",
        "All requests of a customer go to the same instance",
        CUSTOMER_BUDGET,
        true);
    return page.toString();
  }

  private static void table(
      StringBuilder page, String title, String how, long budget, boolean isOnOneInstance) {
    page.append(
        """

        ### %s

        %s.

        | customers | instances | lines a page | page | gzipped | series | samples/s | Prometheus' heap | 30 days on disk |
        |---:|---:|---:|---:|---:|---:|---:|---:|---:|
        """
            .formatted(title, how));
    for (int customers : CUSTOMERS) {
      for (int instances : INSTANCES) {
        long here = isOnOneInstance ? Math.max(1, customers / instances) : customers;
        page.append(row(customers, instances, here, budget));
      }
    }
  }

  private static String row(int customers, int instances, long here, long budget) {
    // Customers over the budget share the reserved value, which is one more.
    long named = here > budget ? budget + 1 : here;
    long lines = FIXED + named * linesOfACustomer();
    if (budget != Long.MAX_VALUE) {
      lines = Math.min(lines, LINE_BUDGET);
    }
    double series = (double) lines * instances;
    double samples = series / 15;
    return "| %s | %s | %s | %s | %s | %s | %s | %s | %s |\n"
        .formatted(
            Quantity.count(customers),
            Quantity.count(instances),
            Quantity.count((double) lines),
            Quantity.bytes(lines * BYTES_A_LINE),
            Quantity.bytes(lines * GZIPPED_A_LINE),
            Quantity.count(series),
            Quantity.count(samples),
            Quantity.bytes(series * HEAP_A_SERIES),
            Quantity.bytes(samples * 86_400 * 30 * DISK_A_SAMPLE));
  }
}
