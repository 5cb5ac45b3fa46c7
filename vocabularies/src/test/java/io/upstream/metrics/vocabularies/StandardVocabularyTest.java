package io.upstream.metrics.vocabularies;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.BuiltInCatalogue;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.Catalogue;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.vocabularies.otel.OtelFamilies;
import org.junit.jupiter.api.Test;

class StandardVocabularyTest {

  @Test
  void without_the_platforms_catalogue_OpenTelemetrys_names_are_standard() {
    try (UpstreamRecorder recorder =
        UpstreamRecorder.builder().jvm(false).catalogue(BuiltInCatalogue.NONE).build()) {
      assertThat(recorder.families())
          .containsAll(OtelFamilies.ALL)
          .extracting(Family::name)
          .noneMatch(name -> name.startsWith("django_"));
    }
  }

  @Test
  void with_the_platforms_catalogue_its_names_are_standard() {
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build()) {
      assertThat(recorder.families())
          .containsAll(Catalogue.TECHNICAL)
          .doesNotContainAnyElementsOf(OtelFamilies.ALL);
    }
  }
}
