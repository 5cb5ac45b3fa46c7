package io.upstream.metrics.catalog;

import org.jspecify.annotations.Nullable;

/**
 * The part of a declaration that all kinds of families share; ends with {@code labels(..)} or
 * {@code noLabels()}.
 *
 * @param <B> the builder itself
 */
public abstract sealed class FamilyBuilder<B extends FamilyBuilder<B>>
    permits CounterFamily.Builder,
        GaugeFamily.Builder,
        UpDownFamily.Builder,
        HistogramFamily.Buckets {

  final String name;
  private @Nullable String help;
  @Nullable String inheritedBecause;

  FamilyBuilder(String name) {
    this.name = name;
  }

  /** Sets the help text: one sentence about what the family measures. */
  public B help(String help) {
    this.help = help;
    return self();
  }

  /**
   * Keeps a name that a rule objects to, because dashboards or rules already use it. Names that
   * clash with another family stay refused.
   *
   * @param why the reason, for the next reader
   */
  public B inheritedName(String why) {
    if (why.isBlank()) {
      throw LabelSchema.refuse(name, "say why the name is kept with inheritedName(\"why\")");
    }
    this.inheritedBecause = why;
    return self();
  }

  abstract B self();

  String requireHelp() {
    if (help == null || help.isBlank()) {
      throw LabelSchema.refuse(name, "say what it measures with help(\"...\")");
    }
    return help;
  }
}
