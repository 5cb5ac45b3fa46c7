package com.example.shop;

import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.label.ClosedLabel;

/** The families of this application. */
public final class OrderFamilies {

  /** The result of an order. */
  public enum Outcome implements ClosedLabel {
    PAID,
    DECLINED,
    FAILED
  }

  /** The labels of orders. */
  public record OrderLabels(Outcome outcome) {}

  public static final CounterFamily<OrderLabels> ORDERS =
      CounterFamily.named("shop_orders_total").help("Orders placed.").labels(OrderLabels.class);

  private OrderFamilies() {}
}
