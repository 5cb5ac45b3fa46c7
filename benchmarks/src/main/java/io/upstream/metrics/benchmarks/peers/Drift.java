package io.upstream.metrics.benchmarks.peers;

import io.upstream.metrics.label.DriftType;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.SeverityLevel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A drift event as a caller has it: constants and a severity for us, and for the others the strings
 * that these are on the page, ready to be passed.
 *
 * @param which of its customer's series it is for
 */
public record Drift(
    int which,
    Product product,
    DriftType type,
    double severity,
    SeverityLevel level,
    String customer,
    String productText,
    String typeText,
    String levelText) {

  /** The number of series that one customer has. */
  public static final int EACH =
      Product.values().length * DriftType.values().length * SeverityLevel.values().length;

  /** One event of each series, in an order that no cache can guess. */
  public static Drift[] ofEach(List<String> customers) {
    List<int[]> order = each(customers);
    Collections.shuffle(order, new Random(42));
    return of(customers, order);
  }

  /** One event of each series, customer by customer. */
  public static Drift[] inOrder(List<String> customers) {
    return of(customers, each(customers));
  }

  private static List<int[]> each(List<String> customers) {
    List<int[]> all = new ArrayList<>(customers.size() * EACH);
    for (int customer = 0; customer < customers.size(); customer++) {
      for (int which = 0; which < EACH; which++) {
        all.add(new int[] {customer, which});
      }
    }
    return all;
  }

  // The events are made in the order in which they are used, so reading them costs next to nothing.
  private static Drift[] of(List<String> customers, List<int[]> order) {
    return order.stream().map(at -> of(customers.get(at[0]), at[1])).toArray(Drift[]::new);
  }

  private static Drift of(String customer, int which) {
    SeverityLevel level = SeverityLevel.values()[which % 3];
    Product product = Product.values()[which / 3 % 3];
    DriftType type = DriftType.values()[which / 9];
    return new Drift(
        which,
        product,
        type,
        switch (level) {
          case LOW -> 0.2;
          case MEDIUM -> 0.5;
          case HIGH -> 0.85;
        },
        level,
        customer,
        product.wireValue(),
        type.wireValue(),
        level.wireValue());
  }

  /** Ids like those that a service passes. */
  public static List<String> customers(String prefix, int count) {
    List<String> customers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      customers.add(prefix + (100_000 + i));
    }
    return customers;
  }
}
