package io.upstream.metrics.test;

import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.catalog.UpDownFamily;
import io.upstream.metrics.label.ClosedLabel;
import io.upstream.metrics.label.OpenLabel;
import org.jspecify.annotations.Nullable;

/** Families of an application. */
final class Shop {

  enum Channel implements ClosedLabel {
    WEB,
    PHONE
  }

  record Region(@Nullable String value) implements OpenLabel {}

  record OrderLabels(@Nullable Channel channel, @Nullable Region region) {}

  record RegionLabels(@Nullable Region region) {}

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

  private Shop() {}

  static OrderLabels web(String region) {
    return new OrderLabels(Channel.WEB, new Region(region));
  }

  static RegionLabels in(String region) {
    return new RegionLabels(new Region(region));
  }
}
