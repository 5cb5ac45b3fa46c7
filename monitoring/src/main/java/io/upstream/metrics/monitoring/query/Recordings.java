package io.upstream.metrics.monitoring.query;

import static io.upstream.metrics.tools.promql.Window.M5;

import io.upstream.metrics.catalog.Catalogue;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.HttpFamilies;
import io.upstream.metrics.catalog.Label;
import io.upstream.metrics.catalog.UpDownFamily;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.tools.Recording;
import io.upstream.metrics.tools.RuleGroup;
import io.upstream.metrics.tools.promql.Aggregate;
import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Series;
import io.upstream.metrics.tools.promql.Vector;
import io.upstream.metrics.tools.promql.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every family without its instances and customers, and each customer's events without the rest.
 *
 * <p>They come from the catalogue: a family that is added is recorded.
 */
public final class Recordings {

  /** The share of responses that the objective allows to fail. */
  public static final double ERROR_BUDGET = 0.001;

  public static final List<Recording> OBJECTIVES =
      Stream.of(Window.M5, Window.M30, Window.H1, Window.H6, Window.D3)
          .map(window -> new Recording(errorRatioName(window), errorRatio(window)))
          .toList();

  public static final List<Recording> BOTH_VOCABULARIES = BothVocabularies.ALL;

  static final List<Recording> TOTALS = totals();

  static final List<Recording> CUSTOMERS = customers();

  public static final List<RuleGroup> GROUPS =
      List.of(
          new RuleGroup("upstream_totals", "1m", TOTALS, List.of()),
          new RuleGroup("upstream_customers", "1m", CUSTOMERS, List.of()));

  private Recordings() {}

  public static List<Recording> all() {
    return Stream.of(BOTH_VOCABULARIES, OBJECTIVES, TOTALS, CUSTOMERS)
        .flatMap(List::stream)
        .toList();
  }

  /** Returns the name of the recorded share of failed responses. */
  public static String errorRatioName(Window window) {
    return "job:http_error_ratio:rate" + window.text();
  }

  private static Expr errorRatio(Window window) {
    Expr responses = Series.of(HttpFamilies.RESPONSES_BY_STATUS).rate(window).sum().byJob();
    return CacheQueries.orNoughtOf(
            HttpQueries.statuses("5..").rate(window).sum().byJob(), responses)
        .over(responses);
  }

  private static List<Recording> totals() {
    List<Recording> all = new ArrayList<>();
    for (Family<?> family : families()) {
      if (family instanceof CounterFamily<?> counter) {
        all.add(rate(counter.baseName(), Series.of(counter), kept(family)));
      } else if (family instanceof HistogramFamily<?> histogram) {
        String name = histogram.name();
        String[] labels = kept(family);
        String[] withBound =
            Stream.concat(Stream.of("le"), Stream.of(labels)).toArray(String[]::new);
        all.add(rate(name + "_bucket", Series.buckets(histogram), withBound));
        all.add(rate(name + "_sum", Series.sumOf(histogram), labels));
        all.add(rate(name + "_count", Series.countOf(histogram), labels));
      } else if (family instanceof UpDownFamily<?> gauge) {
        all.add(now("sum", gauge.name(), Series.of(gauge).sum(), kept(family)));
      } else if (family instanceof GaugeFamily<?> gauge) {
        // Each instance sets a gauge for itself, so minimum and maximum over instances mean
        // something and the sum does not.
        all.add(now("min", gauge.name(), Series.of(gauge).min(), kept(family)));
        all.add(now("max", gauge.name(), Series.of(gauge).max(), kept(family)));
      }
    }
    return List.copyOf(all);
  }

  private static List<Recording> customers() {
    List<Recording> all = new ArrayList<>();
    for (Family<?> family : families()) {
      for (Label label : family.schema().labels()) {
        if (family instanceof CounterFamily<?> counter && label.type() == CustomerId.class) {
          Aggregate<?> sum = Series.of(counter).rate(M5).sum().byJob().keeping(label.name());
          all.add(new Recording("job_customer:" + counter.baseName() + ":rate5m", sum));
        }
      }
    }
    return List.copyOf(all);
  }

  private static List<Family<?>> families() {
    return Stream.of(Catalogue.TECHNICAL, Catalogue.BUSINESS)
        .<Family<?>>flatMap(List::stream)
        .toList();
  }

  private static <L extends Record> Recording rate(
      String base, Series<L> series, String... labels) {
    Vector<L> rate = series.rate(M5);
    return new Recording("job:" + base + ":rate5m", rate.sum().byJob().keeping(labels));
  }

  private static Recording now(String how, String name, Aggregate<?> aggregate, String... labels) {
    return new Recording("job:" + name + ":" + how, aggregate.byJob().keeping(labels));
  }

  private static String[] kept(Family<?> family) {
    return family.schema().labels().stream()
        .filter(label -> label.type() != CustomerId.class)
        .map(Label::name)
        .toArray(String[]::new);
  }
}
