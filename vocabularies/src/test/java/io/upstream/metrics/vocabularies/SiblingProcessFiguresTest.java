package io.upstream.metrics.vocabularies;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiblingProcessFiguresTest {

  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong used = new AtomicLong(5 * SECOND);
  private final AtomicLong clock = new AtomicLong(100 * SECOND);
  private final CpuShare share = new CpuShare(used::get, clock::get);

  private double after(long passed, long usedMeanwhile) {
    clock.addAndGet(passed);
    used.addAndGet(usedMeanwhile);
    return share.percent();
  }

  @Test
  void the_share_covers_the_last_interval() {
    assertThat(after(10 * SECOND, SECOND)).isEqualTo(10);
    assertThat(after(4 * SECOND, 6 * SECOND)).isEqualTo(150);
    assertThat(after(15 * SECOND, 0)).isZero();
  }

  @Test
  void a_quick_second_scrape_takes_nothing_away() {
    assertThat(after(10 * SECOND, 5 * SECOND)).isEqualTo(50);
    assertThat(after(1_000_000, 1_000_000)).isEqualTo(50);
    assertThat(after(10 * SECOND - 1_000_000, SECOND - 1_000_000)).isEqualTo(10);
  }

  @Test
  void who_does_not_say_is_no_zero() {
    assertThat(new CpuShare(() -> -1, clock::get).percent()).isZero();
    CpuShare mute = new CpuShare(() -> -1, clock::get);
    clock.addAndGet(2 * SECOND);
    assertThat(mute.percent()).isNaN();
  }

  @Test
  void memory_is_read_from_proc_on_Linux(@TempDir Path directory) throws Exception {
    Path status = directory.resolve("status");
    SiblingProcessFigures process = new SiblingProcessFigures(status, used::get, clock::get);
    assertThat(process.resident()).isNaN();
    Files.writeString(status, "Name:\tjava\nVmSize:\t 4096 kB\nVmRSS:\t  100 kB\n");
    assertThat(process.resident()).isEqualTo(102_400);
    assertThat(process.virtual()).isEqualTo(4_194_304);
    Files.writeString(status, "VmRSS:\tmuch\n");
    assertThat(process.resident()).isNaN();
  }

  @Test
  void a_page_is_not_held_up_by_them() {
    try (UpstreamRecorder recorder = VocabularyPages.strict(new FikoVocabulary()).build();
        FikoRecorder fiko =
            new FikoRecorder(
                recorder, new SiblingProcessFigures(Path.of("nowhere"), used::get, clock::get))) {
      assertThat(fiko).isNotNull();
      clock.addAndGet(10 * SECOND);
      used.addAndGet(SECOND);
      assertThat(VocabularyPages.of(recorder).lines())
          .contains("django_system_cpu_usage_percent 10.0");
    }
  }

  @Test
  void module_collections_are_shown_until_close() {
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
