package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.catalog.Catalogue;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.event.Vocabulary;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BuiltInCatalogueTest {

  private static final CustomerId ACME = new CustomerId("acme");

  private static RecorderBuilder without() {
    return UpstreamRecorder.builder().jvm(false).catalogue(BuiltInCatalogue.NONE);
  }

  @Test
  void without_the_platform_catalogue_its_names_are_absent() {
    try (UpstreamRecorder recorder = without().build()) {
      recorder.trackAlertCreated(Product.DELAY_GUARD, Severity.LOW, ACME);
      recorder.forCustomer(ACME).trackPaymentDelaySignal(Severity.LOW);
      recorder.timeDriftComputation(Product.DRIFT_WATCH).close();
      assertThat(recorder.families())
          .extracting(Family::name)
          .allMatch(
              name ->
                  name.startsWith("upstream_metrics_") || name.startsWith("upstream_background_"));
      assertThat(Scrape.samples(recorder).keySet())
          .noneMatch(line -> line.startsWith("django_") || line.contains("acme"));
    }
  }

  @Test
  void jobs_are_counted_all_the_same() throws Exception {
    try (UpstreamRecorder recorder = without().build()) {
      recorder.runJob(new JobType("nightly"), ACME, () -> "done");
      assertThat(Scrape.samples(recorder).keySet())
          .anyMatch(line -> line.startsWith("upstream_background_job_completed_total{"));
    }
  }

  @Test
  void a_vocabulary_that_is_chosen_is_used() {
    try (UpstreamRecorder recorder = without().vocabulary(Vocabulary.UPSTREAM).build()) {
      assertThat(recorder.families())
          .containsAll(Catalogue.TECHNICAL)
          .doesNotContain(io.upstream.metrics.catalog.AlertFamilies.CREATED);
    }
  }

  @Test
  void a_setting_chooses_it() {
    Settings none = Settings.of(Map.of(), Map.of("METRICS_CATALOGUE", "none"));
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).settings(none).build()) {
      assertThat(recorder.families()).doesNotContainAnyElementsOf(Catalogue.TECHNICAL);
    }
    Settings other = Settings.of(Map.of(), Map.of("METRICS_CATALOGUE", "mine"));
    assertThatThrownBy(() -> UpstreamRecorder.builder().settings(other).build())
        .hasMessageContaining("METRICS_CATALOGUE=mine")
        .hasMessageContaining("PLATFORM, NONE");
  }

  @Test
  void the_worst_case_follows_the_present_families() {
    assertThat(without().worstCase().lines())
        .isLessThan(UpstreamRecorder.builder().worstCase().lines());
  }
}
