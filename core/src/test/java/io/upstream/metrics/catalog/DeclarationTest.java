package io.upstream.metrics.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.label.Budget;
import io.upstream.metrics.label.ClosedLabel;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Grammar;
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.label.Product;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Declares families that are refused, and reads the messages. */
class DeclarationTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1st_total",
        "a:b_total",
        "a.b_total",
        "a-b_total",
        "a b_total",
        "__x_total",
        "na\u00efve_total",
        "a\n_total",
        "_total"
      })
  void a_name_that_prometheus_refuses_is_refused(String name) {
    assertThatThrownBy(() -> counter(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(name + ": ")
        .hasMessageContaining("letters, digits and underscores");
    assertThatThrownBy(
            () -> CounterFamily.named(name).inheritedName("it was so").help("X.").noLabels())
        .hasMessageContaining("letters, digits and underscores");
  }

  @ParameterizedTest
  @CsvSource({
    "ordersTotal_total, snake case",
    "Orders_total, snake case",
    "a__b_total, snake case",
    "_orders_total, snake case",
    "orders__total, snake case",
    "orders, a counter ends in _total",
    "orders_count, a counter ends in _total",
    "x_created_total, _created before _total",
    "x_info_total, _info before _total",
    "x_total_total, _total before _total",
    "x_bucket_total, _bucket before _total",
    "x_count_total, _count before _total",
    "x_sum_total, _sum before _total"
  })
  void an_ambiguous_counter_name_is_refused_unless_inherited(String name, String objection) {
    assertThatThrownBy(() -> counter(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(name + ": ")
        .hasMessageContaining(objection)
        .hasMessageContaining("rename it, or keep it with inheritedName(\"why\")");
    CounterFamily<NoLabels> inherited =
        CounterFamily.named(name).inheritedName("dashboards use it").help("X.").noLabels();
    assertThat(inherited.name()).isEqualTo(name);
    assertThat(inherited.inheritedBecause()).isEqualTo("dashboards use it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x_total",
        "x_created",
        "x_info",
        "x_bucket",
        "x_count",
        "x_sum",
        "x_gcount",
        "x_gsum"
      })
  void a_reserved_suffix_is_refused_unless_inherited(String name) {
    String ending = name.substring(1);
    assertThatThrownBy(() -> GaugeFamily.named(name).help("X.").noLabels())
        .hasMessageStartingWith(name + ": the ending " + ending);
    assertThatThrownBy(() -> UpDownFamily.named(name).help("X.").noLabels())
        .hasMessageContaining("the ending " + ending);
    assertThatThrownBy(() -> HistogramFamily.named(name).buckets(1).help("X.").noLabels())
        .hasMessageContaining("the ending " + ending);
    assertThat(
            GaugeFamily.named(name).inheritedName("dashboards use it").help("X.").noLabels().name())
        .isEqualTo(name);
  }

  @Test
  void a_reason_has_to_be_given() {
    assertThatThrownBy(() -> CounterFamily.named("orders").inheritedName(" "))
        .hasMessageStartingWith("orders: ")
        .hasMessageContaining("why");
  }

  @Test
  void help_has_to_be_given() {
    assertThatThrownBy(() -> CounterFamily.named("x_total").noLabels())
        .hasMessage("x_total: say what it measures with help(\"...\")");
    assertThatThrownBy(() -> CounterFamily.named("x_total").help("  ").noLabels())
        .hasMessageContaining("help");
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "-Infinity"})
  void a_bound_is_a_number(double bound) {
    assertThatThrownBy(
            () -> HistogramFamily.named("x_seconds").help("X.").buckets(1, bound).noLabels())
        .hasMessageStartingWith("x_seconds: expected finite bucket bounds in ascending order")
        .hasMessageContaining(String.valueOf(bound));
  }

  @Test
  void bounds_ascend_and_are_not_empty() {
    for (double[] bounds : new double[][] {{}, {1, 1}, {2, 1}, {-0.0, 0.0}}) {
      assertThatThrownBy(
              () -> HistogramFamily.named("x_seconds").help("X.").buckets(bounds).noLabels())
          .hasMessageContaining("ascending order, at least one, got");
    }
    assertThatThrownBy(() -> HistogramFamily.named("x_seconds").help("X.").noLabels())
        .hasMessageContaining("got []");
  }

  @Test
  void bounds_do_not_change_afterwards() {
    double[] bounds = {1, 2};
    HistogramFamily<NoLabels> family =
        HistogramFamily.named("x_seconds").help("X.").buckets(bounds).noLabels();
    bounds[0] = 7;
    family.bounds()[1] = 7;
    assertThat(family.bounds()).containsExactly(1, 2);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "NaN, 1", "0, NaN"})
  void a_range_has_a_bottom_and_a_top(double min, double max) {
    assertThatThrownBy(() -> GaugeFamily.named("x_ratio").range(min, max))
        .hasMessage("x_ratio: expected a range with min < max, got " + min + ".." + max);
  }

  @Test
  void an_info_says_so_in_its_name() {
    assertThatThrownBy(() -> GaugeFamily.named("build").info())
        .hasMessage("build: an info ends in _info");
  }

  record Le(Product le) {}

  record Quantile(CustomerId quantile) {}

  record Job(Product job) {}

  record Instance(Product instance) {}

  record Dollar(Product a$b) {}

  record Underscored(Product _x) {}

  @ParameterizedTest
  @ValueSource(
      classes = {
        Le.class,
        Quantile.class,
        Job.class,
        Instance.class,
        Dollar.class,
        Underscored.class
      })
  void a_taken_or_illegal_component_name_is_refused(Class<? extends Record> labels) {
    String component = labels.getRecordComponents()[0].getName();
    assertThatThrownBy(() -> family(labels))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("x_total: the component " + component + " would be the label ")
        .hasMessageContaining("rename it");
  }

  record Text(String region) {}

  record Code(int code) {}

  record Bare(Severe severity) {}

  record Interface(OpenLabel label) {}

  record Hidden(NotARecord label) {}

  record HalfClosed(ClosedLabel label) {}

  enum Severe {
    VERY
  }

  static final class NotARecord implements OpenLabel {
    @Override
    public String value() {
      return "x";
    }
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Text.class,
        Code.class,
        Bare.class,
        Interface.class,
        Hidden.class,
        HalfClosed.class
      })
  void a_component_that_is_no_label_is_refused(Class<? extends Record> labels) {
    assertThatThrownBy(() -> family(labels))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the component " + labels.getRecordComponents()[0].getName())
        .hasMessageContaining(labels.getRecordComponents()[0].getType().getName())
        .hasMessageContaining("use an enum that implements ClosedLabel, a record that implements")
        .hasMessageContaining("HttpStatus");
  }

  record Twice(CustomerId customerId, CustomerId customer_id) {}

  @Test
  void two_components_with_one_name_are_refused() {
    assertThatThrownBy(() -> family(Twice.class))
        .hasMessageContaining("two components")
        .hasMessageContaining("customer_id");
  }

  enum Same implements ClosedLabel {
    ONE,
    TWO;

    @Override
    public String wireValue() {
      return "number";
    }
  }

  enum Nameless implements ClosedLabel {
    ONE,
    TWO;

    @Override
    public String wireValue() {
      return this == ONE ? "one" : null;
    }
  }

  enum Blank implements ClosedLabel {
    ONE;

    @Override
    public String wireValue() {
      return "";
    }
  }

  enum Nothing implements ClosedLabel {}

  record SameLabels(Same same) {}

  record NamelessLabels(Nameless nameless) {}

  record BlankLabels(Blank blank) {}

  record NothingLabels(Nothing nothing) {}

  @ParameterizedTest
  @ValueSource(
      classes = {SameLabels.class, NamelessLabels.class, BlankLabels.class, NothingLabels.class})
  void duplicate_or_missing_constants_are_refused(Class<? extends Record> labels) {
    assertThatThrownBy(() -> family(labels))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("x_total: ")
        .hasMessageContaining(labels.getRecordComponents()[0].getType().getName())
        .hasMessageContaining("a value of its own");
  }

  @Grammar("[unclosed")
  record BadGrammar(String value) implements OpenLabel {}

  @Budget(-1)
  record BadBudget(String value) implements OpenLabel {}

  record BadGrammarLabels(BadGrammar label) {}

  record BadBudgetLabels(BadBudget label) {}

  @Test
  void a_label_types_annotations_have_to_be_consistent() {
    assertThatThrownBy(() -> family(BadGrammarLabels.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("x_total: ")
        .hasMessageContaining("@Grammar")
        .hasMessageContaining("[unclosed");
    assertThatThrownBy(() -> family(BadBudgetLabels.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("x_total: ")
        .hasMessageContaining("@Budget")
        .hasMessageContaining("-1");
  }

  private record Unseen(Product product) {}

  @Test
  void a_record_may_be_private() {
    assertThat(family(Unseen.class).schema().labels())
        .extracting(Label::name)
        .containsExactly("product");
  }

  @ParameterizedTest
  @CsvSource({
    "customerId, customer_id",
    "customerID, customer_id",
    "CustomerId, customer_id",
    "product, product",
    "cacheKeyPrefix, cache_key_prefix",
    "HTTPStatus, http_status",
    "customer_id, customer_id",
    "a, a",
    "x2y, x2y",
    "view2, view2"
  })
  void a_component_is_a_label_in_snake_case(String component, String label) {
    assertThat(SnakeCase.of(component)).isEqualTo(label);
  }

  private static CounterFamily<NoLabels> counter(String name) {
    return CounterFamily.named(name).help("X.").noLabels();
  }

  private static <L extends Record> CounterFamily<L> family(Class<L> labels) {
    return CounterFamily.named("x_total").help("X.").labels(labels);
  }

  enum Fifty implements ClosedLabel {
    A0,
    A1,
    A2,
    A3,
    A4,
    A5,
    A6,
    A7,
    A8,
    A9,
    B0,
    B1,
    B2,
    B3,
    B4,
    B5,
    B6,
    B7,
    B8,
    B9,
    C0,
    C1,
    C2,
    C3,
    C4,
    C5,
    C6,
    C7,
    C8,
    C9,
    D0,
    D1,
    D2,
    D3,
    D4,
    D5,
    D6,
    D7,
    D8,
    D9,
    E0,
    E1,
    E2,
    E3,
    E4,
    E5,
    E6,
    E7,
    E8,
    E9;

    @Override
    public String wireValue() {
      return name();
    }
  }

  record SixOfFifty(Fifty a, Fifty b, Fifty c, Fifty d, Fifty e, Fifty f) {}

  @Test
  void too_many_closed_combinations_are_refused() {
    assertThatThrownBy(() -> family(SixOfFifty.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("50 (a) x 50 (b) x 50 (c) x 50 (d) x 50 (e) x 50 (f)")
        .hasMessageContaining("100000");
  }
}
