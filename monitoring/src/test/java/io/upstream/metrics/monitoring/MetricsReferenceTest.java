package io.upstream.metrics.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.catalog.Catalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class MetricsReferenceTest {

  private static final String MEND =
      """
      docs/PROMETHEUS_METRICS.md is not what the declarations say; write it anew with
        mvn -q -pl monitoring -am -Preference process-classes
      """;

  @Test
  void the_committed_reference_is_what_the_declarations_say() throws Exception {
    assertThat(Files.readString(Path.of("..", "docs", "PROMETHEUS_METRICS.md")))
        .as(MEND)
        .isEqualTo(MetricsReference.render());
  }

  @Test
  void every_family_of_the_catalogue_is_listed() {
    assertThat(new PlatformCatalogue().families())
        .containsAll(Catalogue.TECHNICAL)
        .containsAll(Catalogue.BUSINESS);
  }

  @Test
  void the_machines_locale_changes_nothing() {
    Locale before = Locale.getDefault();
    String here = MetricsReference.render();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(MetricsReference.render()).isEqualTo(here);
    } finally {
      Locale.setDefault(before);
    }
  }
}
