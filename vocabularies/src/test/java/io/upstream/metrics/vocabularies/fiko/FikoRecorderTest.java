package io.upstream.metrics.vocabularies.fiko;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.vocabularies.VocabularyPages;
import io.upstream.metrics.vocabularies.shared.ProcessFigures;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FikoRecorderTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void a_page_reads_the_process() {
    AtomicLong used = new AtomicLong(5 * SECOND);
    AtomicLong clock = new AtomicLong(100 * SECOND);
    ProcessFigures figures = new ProcessFigures(Path.of("nowhere"), used::get, clock::get);
    try (UpstreamRecorder recorder = VocabularyPages.strict(new FikoVocabulary()).build();
        FikoRecorder fiko = new FikoRecorder(recorder, figures)) {
      assertThat(fiko).isNotNull();
      clock.addAndGet(10 * SECOND);
      used.addAndGet(SECOND);
      assertThat(VocabularyPages.of(recorder).lines())
          .contains("django_system_cpu_usage_percent 10.0");
    }
  }
}
