package io.upstream.metrics.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The sums over series that a {@link ConsoleServlet} keeps for charts, so that a chart shows the
 * last minutes as soon as a user opens it.
 *
 * <pre>{@code
 * ChartHistory.every(Duration.ofSeconds(5))
 *     .sum("upstream_alert_created_total", "product")
 *     .sum("django_db_query_duration_seconds_bucket", "le")
 *     .min("upstream_data_quality_score", "metric_type")
 * }</pre>
 *
 * <p>The console keeps the last {@value #MOMENTS} values of each group, five minutes in the
 * example. It keeps at most {@value #GROUPS} groups of each sum and adds further groups up in a
 * group whose labels are {@code _OTHER}. A sum therefore takes at most 24 KB, and one with a few
 * groups 2 to 4 KB.
 */
public final class ChartHistory {

  static final int MOMENTS = 60;
  static final int GROUPS = 32;

  private static final int MOST_SUMS = 100;
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

  private final Duration interval;
  private final List<Sum> sums;

  /**
   * A sum over all series that have the same values of some labels.
   *
   * @param sample the name of the samples
   * @param by the labels that tell the groups apart
   * @param smallest true if a group shows its smallest value in place of the sum
   */
  record Sum(String sample, List<String> by, boolean smallest) {}

  private ChartHistory(Duration interval, List<Sum> sums) {
    this.interval = interval;
    this.sums = sums;
  }

  /**
   * Returns a history without sums.
   *
   * @param interval the time between two values
   * @throws IllegalArgumentException if the interval is shorter than 100 ms
   */
  public static ChartHistory every(Duration interval) {
    if (interval.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException("interval: " + interval + "; expected 100 ms or more");
    }
    return new ChartHistory(interval, List.of());
  }

  /**
   * Returns a history that also keeps the sums of some samples.
   *
   * @param sample the name of the samples: a counter's or a gauge's, or a histogram's with its
   *     suffix, such as {@code _bucket}
   * @param by the labels that tell the groups apart; none for one sum over everything
   * @throws IllegalArgumentException if a name is malformed, or the samples are kept already
   */
  public ChartHistory sum(String sample, String... by) {
    return with(new Sum(sample, List.of(by), false));
  }

  /**
   * Returns a history that also keeps the smallest values of some samples.
   *
   * @param sample the name of the samples
   * @param by the labels that tell the groups apart; none for one value
   * @throws IllegalArgumentException if a name is malformed, or the samples are kept already
   */
  public ChartHistory min(String sample, String... by) {
    return with(new Sum(sample, List.of(by), true));
  }

  private ChartHistory with(Sum added) {
    requireName(added.sample());
    added.by().forEach(ChartHistory::requireName);
    Set<String> kept = new HashSet<>();
    sums.forEach(sum -> kept.add(sum.sample()));
    if (kept.contains(added.sample()) || kept.size() == MOST_SUMS) {
      throw new IllegalArgumentException(
          added.sample() + ": expected each name once, and at most " + MOST_SUMS);
    }
    List<Sum> all = new ArrayList<>(sums);
    all.add(added);
    return new ChartHistory(interval, List.copyOf(all));
  }

  private static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(name + ": expected a name of letters, digits, _ and :");
    }
  }

  Duration interval() {
    return interval;
  }

  List<Sum> sums() {
    return sums;
  }
}
