package io.upstream.metrics.catalog;

import io.upstream.metrics.label.ModelName;
import java.util.List;

/** Families of writes to entities and tables. */
public final class ModelFamilies {

  public static final CounterFamily<ModelLabels> INSERTS =
      CounterFamily.named("django_model_inserts_total")
          .help("Inserts, by entity or table.")
          .labels(ModelLabels.class);

  public static final CounterFamily<ModelLabels> UPDATES =
      CounterFamily.named("django_model_updates_total")
          .help("Updates, by entity or table.")
          .labels(ModelLabels.class);

  public static final CounterFamily<ModelLabels> DELETES =
      CounterFamily.named("django_model_deletes_total")
          .help("Deletes, by entity or table.")
          .labels(ModelLabels.class);

  /** All of the group, in the order of the page. */
  public static final List<Family<?>> ALL = List.of(INSERTS, UPDATES, DELETES);

  private ModelFamilies() {}

  /** The labels of a family by entity or table. */
  public record ModelLabels(ModelName model) {}
}
