package io.upstream.metrics.tools;

import io.upstream.metrics.catalog.Family;
import java.util.List;

/**
 * The families of an application, and its panels, rules and alerts beyond the defaults.
 *
 * <pre>{@code
 * public final class ShopCatalogue implements MetricsCatalogue {
 *   @Override
 *   public String name() {
 *     return "shop";
 *   }
 *
 *   @Override
 *   public List<FamilyGroup> groups() {
 *     return List.of(FamilyGroup.declaredBy("Orders", OrderFamilies.class));
 *   }
 * }
 * }</pre>
 *
 * <p>It is found by {@link java.util.ServiceLoader}: the application names its class in {@code
 * META-INF/services/io.upstream.metrics.tools.MetricsCatalogue}. A catalogue that declares only
 * groups gets a panel for each family, a recording rule for each counter, histogram and gauge, and
 * a reference.
 */
public interface MetricsCatalogue {

  /** Returns the name of files, rule groups and dashboard: lower case, digits and hyphens. */
  String name();

  /** Returns the families, group by group; a group is a row of the dashboard. */
  List<FamilyGroup> groups();

  /** Returns the questions that the reference answers with an expression. */
  default List<Query> queries() {
    return List.of();
  }

  /** Returns panels beside the default ones, in a separate row. */
  default List<Panel> panels() {
    return List.of();
  }

  /** Returns dashboards beside the default one. */
  default List<Dashboard> dashboards() {
    return List.of();
  }

  /** Returns alerts beside those of the SLOs. */
  default List<Alert> alerts() {
    return List.of();
  }

  /** Returns tests of the alerts, beside those of the SLOs. */
  default List<AlertCase> alertCases() {
    return List.of();
  }

  /** Returns recording rules beside the default ones. */
  default List<Recording> recordings() {
    return List.of();
  }

  /**
   * Returns the objectives, each with recorded error ratios, two burn-rate alerts and their tests.
   */
  default List<Slo> slos() {
    return List.of();
  }

  /** Returns all families in the order of the groups. */
  default List<Family<?>> families() {
    return groups().stream().<Family<?>>flatMap(group -> group.families().stream()).toList();
  }
}
