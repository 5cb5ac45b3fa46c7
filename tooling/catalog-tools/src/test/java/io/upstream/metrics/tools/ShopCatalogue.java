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

  static final GaugeFamily<RegionLabels> STOCK =
      GaugeFamily.named("shop_stock_euros").help("Value of the stock.").labels(RegionLabels.class);

  static final UpDownFamily<NoLabels> CARTS =
      UpDownFamily.named("shop_open_carts").help("Carts that are open.").noLabels();

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
    return List.of(
        new Alert(
            "NoOrders",
            Series.of(ORDERS)
                .where(OrderLabels::outcome, Outcome.PAID)
                .rate(Window.M30)
                .sum()
                .is(0),
            "30m",
            "warning",
            "no order for half an hour",
            "Look at the payment provider first."));
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
