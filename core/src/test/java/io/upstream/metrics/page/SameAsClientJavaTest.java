package io.upstream.metrics.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.catalog.UpDownFamily;
import io.upstream.metrics.label.Budget;
import io.upstream.metrics.label.Grammar;
import io.upstream.metrics.label.HttpStatus;
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Compares the lines of our writers with those of client_java's for any recorded state. */
class SameAsClientJavaTest {

  // Everything that may be between quotes: the guard has its own tests.
  @Budget(6)
  @Grammar(Grammar.ANY)
  record Anything(@Nullable String value) implements OpenLabel {}

  @Budget(4)
  @Grammar(Grammar.ANY)
  record Another(@Nullable String value) implements OpenLabel {}

  record Mixed(Severity severity, Anything zebra, Product product, Another alpha) {}

  record OneOpen(Anything middle) {}

  record StatusAndOpen(HttpStatus status, Anything who) {}

  /** Two values that a caller chooses after one that it does not, in the order of the wire. */
  record TwoLast(Product first, Anything middle, Another other) {}

  record Closed(Product product) {}

  static final CounterFamily<Mixed> EVENTS =
      CounterFamily.named("same_events_total")
          .help("A \\ and a \" and\na line.")
          .labels(Mixed.class);
  static final CounterFamily<StatusAndOpen> ANSWERS =
      CounterFamily.named("same_answers_total").help("Answers.").labels(StatusAndOpen.class);
  static final CounterFamily<TwoLast> PAIRS =
      CounterFamily.named("same_pairs_total").help("Pairs.").labels(TwoLast.class);
  static final CounterFamily<NoLabels> PLAIN =
      CounterFamily.named("same_plain_total").help("Plain.").noLabels();
  static final CounterFamily<Closed> UNSUFFIXED =
      CounterFamily.named("same_bytes").inheritedName("a test").help("B.").labels(Closed.class);
  static final GaugeFamily<Mixed> SCORE =
      GaugeFamily.named("same_score").help("Score.").labels(Mixed.class);
  static final UpDownFamily<OneOpen> RUNNING =
      UpDownFamily.named("same_running").help("Running.").labels(OneOpen.class);
  static final HistogramFamily<Mixed> SIZES =
      HistogramFamily.named("same_sizes")
          .help("Sizes.")
          .buckets(-1, 0, 0.1, 1e7)
          .labels(Mixed.class);
  static final HistogramFamily<NoLabels> TIMES =
      HistogramFamily.named("same_times").help("Times.").buckets(0.005, 1, 10).noLabels();

  record Act(int kind, Mixed labels, int status, double number, long whole) {}

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void any_state_is_written_alike(@ForAll("acts") List<Act> acts) {
    try (UpstreamRecorder recorder = recorder()) {
      acts.forEach(act -> perform(recorder, act));
      for (PageFormat format : List.of(PageFormat.TEXT, PageFormat.OPENMETRICS)) {
        Set<String> ours = lines(ScrapedPage.of(recorder, format, Set.of()));
        Set<String> theirs = lines(ScrapedPage.byClientJava(recorder, format));
        // OpenMetrics forbids a sum, and then a count, where bounds are negative; they write both.
        theirs.removeIf(
            line ->
                format == PageFormat.OPENMETRICS && line.matches("same_sizes_(sum|count)\\b.*"));
        // They leave out a family without series, and we show that there is one.
        Set<String> emptyFamilies =
            ours.stream()
                .filter(line -> line.startsWith("# HELP") || line.startsWith("# TYPE"))
                .filter(line -> !hasSeries(line.split(" ")[2], ours))
                .collect(Collectors.toSet());
        ours.removeAll(emptyFamilies);
        assertThat(ours).as(format.name()).containsExactlyInAnyOrderElementsOf(theirs);
      }
    }
  }

  private static UpstreamRecorder recorder() {
    return UpstreamRecorder.builder()
        .jvm(false)
        .families(EVENTS, ANSWERS, PAIRS, PLAIN, UNSUFFIXED, SCORE, RUNNING, SIZES, TIMES)
        .build();
  }

  private static boolean hasSeries(String family, Set<String> lines) {
    return lines.stream()
        .anyMatch(line -> line.matches("\\Q" + family + "\\E(_total|_info|_bucket)?[ {].*"));
  }

  /** The test's own lines: the catalogue has names that old clients cannot carry. */
  private static Set<String> lines(String page) {
    return page.lines()
        .filter(line -> line.matches("(# (HELP|TYPE|UNIT) )?same_.*"))
        .map(line -> line.replace("# TYPE same_bytes counter", "# TYPE same_bytes untyped"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void perform(UpstreamRecorder recorder, Act act) {
    Mixed labels = act.labels;
    switch (act.kind) {
      case 0 -> recorder.counter(EVENTS).inc(labels);
      case 1 -> recorder.counter(EVENTS).add(labels, act.number);
      case 2 -> recorder.counter(PLAIN).add(NoLabels.NONE, act.whole);
      case 3 -> recorder.counter(UNSUFFIXED).add(new Closed(labels.product), act.whole);
      case 4 -> recorder.gauge(SCORE).set(labels, act.number);
      case 5 -> recorder.upDown(RUNNING).add(new OneOpen(labels.zebra), act.whole);
      case 6 -> recorder.histogram(SIZES).observe(labels, act.number);
      case 7 -> recorder.histogram(TIMES).observe(NoLabels.NONE, Math.abs(act.number));
      case 8 ->
          recorder
              .counter(ANSWERS)
              .add(new StatusAndOpen(new HttpStatus(act.status), labels.zebra), act.whole);
      case 9 ->
          recorder
              .counter(PAIRS)
              .add(new TwoLast(labels.product, labels.zebra, labels.alpha), act.whole);
      default -> recorder.counter(EVENTS).bind(labels).add(act.whole);
    }
  }

  @Provide
  Arbitrary<List<Act>> acts() {
    Arbitrary<@Nullable String> values =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(12),
            Arbitraries.of(
                "a", "b", "c", "\"", "\\", "\\n", "a\nb", "le", "}", "é", "😀", "\u202e"),
            Arbitraries.of("_OTHER", " a ", "").injectNull(0.3));
    Arbitrary<Mixed> labels =
        Combinators.combine(
                Arbitraries.of(Severity.class).injectNull(0.05),
                values,
                Arbitraries.of(Product.class),
                values)
            .as(
                (severity, a, product, b) ->
                    new Mixed(severity, new Anything(a), product, new Another(b)));
    Arbitrary<Double> numbers =
        Arbitraries.oneOf(
            Arbitraries.doubles().between(-2, 2),
            Arbitraries.doubles(),
            Arbitraries.integers().map(Integer::doubleValue),
            Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0));
    Arbitrary<Long> wholes =
        Arbitraries.oneOf(
            Arbitraries.longs().between(-3, 20),
            Arbitraries.longs().between(0, 1L << 40),
            Arbitraries.longs().between(9_999_990, 10_000_010));
    return Combinators.combine(
            Arbitraries.integers().between(0, 10),
            labels,
            Arbitraries.integers().between(90, 610),
            numbers,
            wholes)
        .as(Act::new)
        .list()
        .ofMaxSize(40);
  }
}
