package com.example.shop;

import com.example.shop.OrderFamilies.OrderLabels;
import com.example.shop.OrderFamilies.Outcome;
import io.upstream.metrics.tools.FamilyGroup;
import io.upstream.metrics.tools.MetricsCatalogue;
import io.upstream.metrics.tools.Slo;
import java.util.List;

/** The families from which the files are generated. */
public final class ShopCatalogue implements MetricsCatalogue {

  @Override
  public String name() {
    return "shop";
  }

  @Override
  public List<FamilyGroup> groups() {
    return List.of(FamilyGroup.declaredBy("Orders", OrderFamilies.class));
  }

  @Override
  public List<Slo> slos() {
    return List.of(
        Slo.of("checkout", OrderFamilies.ORDERS)
            .good(OrderLabels::outcome, Outcome.PAID, Outcome.DECLINED)
            .objective(99.9));
  }
}
