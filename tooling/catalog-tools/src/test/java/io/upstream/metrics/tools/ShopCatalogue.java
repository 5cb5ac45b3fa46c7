package io.upstream.metrics.tools;

import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.catalog.UpDownFamily;
import io.upstream.metrics.label.Budget;
import io.upstream.metrics.label.ClosedLabel;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.tools.promql.Series;
import io.upstream.metrics.tools.promql.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The catalogue of an application. */
public final class ShopCatalogue implements MetricsCatalogue {

  enum Outcome implements ClosedLabel {
    PAID,
    DECLINED,
    FAILED
  }

  @Budget(10)
  record Region(@Nullable String value) implements OpenLabel {}

  record OrderLabels(Outcome outcome, CustomerId customerId) {}

  record RegionLabels(Region region) {}

  static final CounterFamily<OrderLabels> ORDERS =
      CounterFamily.named("shop_orders_total").help("Orders placed.").labels(OrderLabels.class);

  static final HistogramFamily<RegionLabels> PACKING =
      HistogramFamily.named("shop_packing_seconds")
          .buckets(1, 10, 60)
          .help("Time to pack an order.")
          .labels(RegionLabels.class);

  static final HistogramFamily<RegionLabels> BASKETS =
      HistogramFamily.named("shop_basket_euros")
          .nativeResolution(3)
          .help("What a basket came to.")
          .labels(RegionLabels.class);

  static final GaugeFamily<RegionLabels> STOCK =
      GaugeFamily.named("shop_stock_euros").help("Value of the stock.").labels(RegionLabels.class);

  static final UpDownFamily<NoLabels> CARTS =
      UpDownFamily.named("shop_open_carts").help("Carts that are open.").noLabels();

  static final Alert NO_ORDERS =
      Alert.of("NoOrders", "30m", "warning")
          .label("team", "shop")
          .annotation("runbook_url", "https://example.com/runbook#noorders")
          .when(
              Series.of(ORDERS)
                  .where(OrderLabels::outcome, Outcome.PAID)
                  .rate(Window.M30)
                  .sum()
                  .is(0))
          .says("no order for half an hour", "Look at the payment provider first.");

  @Override
  public String name() {
    return "shop";
  }

  @Override
  public List<FamilyGroup> groups() {
    return List.of(FamilyGroup.declaredBy("Shop", ShopCatalogue.class));
  }

  @Override
  public List<Alert> alerts() {
    return List.of(NO_ORDERS);
  }

  @Override
  public List<AlertCase> alertCases() {
    return List.of(
        AlertCase.of(NO_ORDERS, "nobody orders", "2h")
            .with("shop_orders_total{job=\"shop\", outcome=\"paid\"}", "7x180")
            .fires("0"),
        AlertCase.of(NO_ORDERS, "somebody orders", "2h")
            .with("shop_orders_total{job=\"shop\", outcome=\"paid\"}", "7+1x180"));
  }

  @Override
  public List<Query> queries() {
    return List.of(
        new Query(
            "Q1",
            "Orders",
            "How many orders are paid?",
            Series.of(ORDERS).where(OrderLabels::outcome, Outcome.PAID).rate(Window.M5).sum()));
  }

  @Override
  public List<Dashboard> dashboards() {
    return List.of(
        new Dashboard(
            "shop-warehouse",
            "warehouse",
            "Warehouse",
            "What is packed.",
            "shop",
            "shop_packing_seconds_count",
            List.of(
                Dashboard.Row.of(
                    "Stock",
                    Panel.of("Stock", "Value of the stock.", "currencyEUR")
                        .line(Series.of(STOCK).max(), "stock")
                        .as(Panel.Shape.STAT)
                        .badBelow(1000)))));
  }

  @Override
  public List<Slo> slos() {
    return List.of(
        Slo.of("checkout-availability", ORDERS)
            .good(OrderLabels::outcome, Outcome.PAID, Outcome.DECLINED)
            .objective(99.9),
        Slo.of("packing-time", PACKING).within(60).objective(95));
  }
}
