package io.upstream.metrics.vocabularies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.UpstreamMetrics;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.CacheFamilies;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.event.Events;
import io.upstream.metrics.event.Families;
import io.upstream.metrics.event.Vocabulary;
import io.upstream.metrics.label.HttpMethod;
import io.upstream.metrics.vocabularies.fiko.FikoRecorder;
import io.upstream.metrics.vocabularies.fiko.FikoVocabulary;
import io.upstream.metrics.vocabularies.module.ModuleMetrics;
import io.upstream.metrics.vocabularies.module.ModuleRecorder;
import io.upstream.metrics.vocabularies.module.ModuleVocabulary;
import io.upstream.metrics.vocabularies.otel.OtelVocabulary;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Declares families twice: equal declarations are one family, others are refused by name. */
class ClashTest {

  @Test
  void clashing_vocabularies_are_refused_with_every_name() {
    assertThatThrownBy(
            () -> VocabularyPages.strict(Vocabulary.UPSTREAM, new FikoVocabulary()).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the vocabularies UpstreamVocabulary and FikoVocabulary declare differently:"
                + " django_db_connections_active, django_db_queries_total,"
                + " django_db_query_duration_seconds; take one of the two");
    assertThatThrownBy(
            () -> VocabularyPages.strict(new FikoVocabulary(), new ModuleVocabulary()).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("FikoVocabulary and ModuleVocabulary")
        .hasMessageContaining("django_http_requests_total");
  }

  @Test
  void a_vocabulary_given_twice_is_one() {
    try (UpstreamRecorder recorder =
        VocabularyPages.strict(new FikoVocabulary(), new FikoVocabulary()).build()) {
      recorder.events().http().ended(Exchange.of(HttpMethod.GET, "/claims", 200));
      assertThat(VocabularyPages.lines(recorder, "django_http_requests_total"))
          .singleElement()
          .asString()
          .endsWith(" 1.0");
    }
  }

  /** An application's vocabulary with a family of the platform's. */
  private record Sharing() implements Vocabulary {

    @Override
    public List<Family<?>> families() {
      return List.of(CacheFamilies.HITS);
    }

    @Override
    public Events over(Families families) {
      return new OtelVocabulary().over(families);
    }
  }

  @Test
  void what_is_declared_alike_is_shared() {
    try (UpstreamRecorder recorder =
        VocabularyPages.strict(new ModuleVocabulary(), new Sharing()).build()) {
      assertThat(
              VocabularyPages.of(recorder)
                  .lines()
                  .filter("# TYPE django_cache_hits_total counter"::equals))
          .hasSize(1);
    }
  }

  @Test
  void the_sibling_catalogues_clash_in_one_recorder() {
    try (UpstreamRecorder recorder = VocabularyPages.strict(new FikoVocabulary()).build();
        FikoRecorder fiko = new FikoRecorder(recorder)) {
      fiko.trackWorkers(1);
      assertThatThrownBy(() -> new ModuleRecorder(recorder))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("celery_tasks_total");
    }
  }

  @Test
  void static_verbs_that_do_not_fit_do_nothing() {
    try (UpstreamRecorder recorder = VocabularyPages.strict(new FikoVocabulary()).build();
        FikoRecorder fiko = new FikoRecorder(recorder)) {
      fiko.trackWorkers(1);
      UpstreamMetrics.install(recorder);
      ModuleMetrics.trackUserRegistration();
      assertThat(VocabularyPages.of(recorder)).contains("django_user_registrations_total 0.0\n");
    }
  }
}
