package io.upstream.metrics.catalog;

import java.util.List;

/** The families that a recorder carries, group by group. */
public final class Catalogue {

  /**
   * The families that the platform's own vocabulary fills from events of HTTP, databases, models
   * and caches.
   */
  public static final List<Family<?>> TECHNICAL =
      join(List.of(HttpFamilies.ALL, DbFamilies.ALL, ModelFamilies.ALL, CacheFamilies.ALL));

  /** The families that the verbs of the recorder fill. */
  public static final List<Family<?>> BUSINESS =
      join(
          List.of(
              AlertFamilies.ALL,
              DriftFamilies.ALL,
              QualityFamilies.ALL,
              JobFamilies.ALL,
              ReportFamilies.ALL,
              ApiFamilies.ALL));

  private Catalogue() {}

  private static List<Family<?>> join(List<List<Family<?>>> groups) {
    return groups.stream().<Family<?>>flatMap(List::stream).toList();
  }
}
