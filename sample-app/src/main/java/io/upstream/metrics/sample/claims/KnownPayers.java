package io.upstream.metrics.sample.claims;

import java.util.Set;

/** The payers that claims may name. */
public final class KnownPayers {

  /** Their names, as they stand in a claim. */
  public static final Set<String> NAMES =
      Set.of("northstar", "blueriver", "summit", "lakeside", "evergreen");

  private KnownPayers() {}
}
