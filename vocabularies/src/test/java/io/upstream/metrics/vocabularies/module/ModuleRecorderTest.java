package io.upstream.metrics.vocabularies.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.vocabularies.VocabularyPages;
import org.junit.jupiter.api.Test;

class ModuleRecorderTest {

  @Test
  void garbage_collections_are_shown_until_close() {
    try (UpstreamRecorder recorder = VocabularyPages.strict(new ModuleVocabulary()).build()) {
      ModuleRecorder module = new ModuleRecorder(recorder);
      ModuleRecorder same = new ModuleRecorder(recorder);
      assertThat(VocabularyPages.of(recorder)).contains(GcCollections.NAME + "{generation=\"");
      assertThat(VocabularyPages.of(recorder))
          .containsPattern("django_process_threads_total [1-9]");
      same.close();
      assertThat(VocabularyPages.of(recorder)).contains(GcCollections.NAME);
      module.close();
      assertThat(VocabularyPages.of(recorder)).doesNotContain(GcCollections.NAME);
    }
  }
}
