package io.upstream.metrics.vocabularies.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessFiguresTest {

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
  void scrapes_within_a_second_get_the_same_share() {
    assertThat(after(10 * SECOND, 5 * SECOND)).isEqualTo(50);
    assertThat(after(1_000_000, 1_000_000)).isEqualTo(50);
    assertThat(after(10 * SECOND - 1_000_000, SECOND - 1_000_000)).isEqualTo(10);
  }

  @Test
  void an_unknown_cpu_time_is_NaN() {
    assertThat(new CpuShare(() -> -1, clock::get).percent()).isZero();
    CpuShare mute = new CpuShare(() -> -1, clock::get);
    clock.addAndGet(2 * SECOND);
    assertThat(mute.percent()).isNaN();
  }

  @Test
  void memory_is_read_from_proc_on_Linux(@TempDir Path directory) throws Exception {
    Path status = directory.resolve("status");
    ProcessFigures process = new ProcessFigures(status, used::get, clock::get);
    assertThat(process.resident()).isNaN();
    Files.writeString(status, "Name:\tjava\nVmSize:\t 4096 kB\nVmRSS:\t  100 kB\n");
    assertThat(process.resident()).isEqualTo(102_400);
    assertThat(process.virtual()).isEqualTo(4_194_304);
    Files.writeString(status, "VmRSS:\tmuch\n");
    assertThat(process.resident()).isNaN();
  }
}
