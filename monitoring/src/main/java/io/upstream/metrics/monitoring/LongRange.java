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

  // Measured with Prometheus 2.42 on 200,000 series of our shape, scraped every 5 s for 75 s.
  private static final double BYTES_A_LINE = 117;
  private static final double GZIPPED_A_LINE = 7.3;
  private static final double HEAP_A_SERIES = 3_400;
  // What Prometheus' own documentation says of its blocks: one to two.
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

  /** The lines that an ordinary customer has on a page. */
  static long linesOfACustomer() {
    return usage().entrySet().stream()
        .mapToLong(each -> (long) each.getValue() * WorstCase.linesOf(each.getKey()))
        .sum();
  }

  /** The whole page. */
  public static String render() {
    StringBuilder page = new StringBuilder(introduction());
    table(page, "As it comes", "budget 1,000 customers, 200,000 lines", CUSTOMER_BUDGET, 1);
    table(page, "Everybody named", "no budget at all, to see what it would be", Long.MAX_VALUE, 1);
    table(
        page,
        "Customers kept together",
        "each customer's requests go to one of the instances",
        CUSTOMER_BUDGET,
        0);
    return page.append(conclusion()).toString();
  }

  private static void table(
      StringBuilder page, String title, String how, long budget, int everywhere) {
    page.append(
        """

        ### %s

        %s.

        | customers | instances | lines a page | page | gzipped | series | samples/s | Prometheus' heap | 30 days on disk |
        |---:|---:|---:|---:|---:|---:|---:|---:|---:|
        """
            .formatted(title, Character.toUpperCase(how.charAt(0)) + how.substring(1)));
    for (int customers : CUSTOMERS) {
      for (int instances : INSTANCES) {
        long here = everywhere == 1 ? customers : Math.max(1, customers / instances);
        page.append(row(customers, instances, here, budget));
      }
    }
  }

  private static String row(int customers, int instances, long here, long budget) {
    // Those over the budget share the reserved value: one more customer.
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

  private static String introduction() {
    return """
    # Long ranges: what customers and instances cost

    Generated from the declarations in `core` and the figures below.

    An ordinary customer has %s lines on a page: it uses %s of the families with a customer, and of each a part of what it could. A service without its customers has about %s. Those are counts, and a test records them and counts the page's lines. What was measured, once, with Prometheus 2.42 on 200,000 series of our shape, scraped every 5 s for 75 s on two cores: a line is 117 bytes, 7.3 of them gzipped; a series takes 3.4 KB of Prometheus' heap at the start (3.9 KB with 20,000 series, which carry the fixed part). Queries come on top: plan twice the heap. Disk is counted at 1.5 bytes a sample.

    ## The cost
    """
        .formatted(linesOfACustomer(), usage().size(), Quantity.count((double) FIXED));
  }

  private static String conclusion() {
    return """

    ## What keeps it affordable

    - **Up to a thousand customers on a few instances**: nothing to do. One Prometheus holds it.
    - **A thousand customers on many instances**: each instance comes to name every customer, so series grow by both. Either route a customer to the same few instances, which divides the total by their number, or give each instance a smaller budget and allow-list the customers that matter.
    - **A hundred thousand customers**: a series for each is no longer what a metric is for. Keep the standard budget; whoever is over it is in `_OTHER`, and every sum stays exact. Ask a database about the single customer.
    - **Five hundred instances**: shards by service, each with a Prometheus of its own, and one above that federates or receives the recorded series.
    - **Months and years**: `recording.yml`. A recorded total has neither instance nor customer, so its series do not grow with either: some hundreds a job, whatever the first two columns say. `job_customer:..` has %s series a customer, however many instances there are. Keep raw series for 30 days and recorded ones for years; [operating](operating.md#when-one-is-not-enough) has the configuration.
    """
        .formatted(
            usage().keySet().stream()
                .filter(family -> WorstCase.linesOf(family) == 1)
                .filter(family -> !family.equals(QualityFamilies.SCORE))
                .count());
  }
}
