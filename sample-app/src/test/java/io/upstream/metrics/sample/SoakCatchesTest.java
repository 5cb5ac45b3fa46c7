package io.upstream.metrics.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that a soak test notices injected faults. */
@Tag("long")
class SoakCatchesTest {

  @TempDir private Path folder;

  static List<Arguments> faults() {
    return List.of(
        Arguments.of(InjectedFault.KeepsRequests.class, "The heap grows"),
        Arguments.of(InjectedFault.LeavesThreads.class, "more threads"),
        Arguments.of(InjectedFault.LeavesFilesOpen.class, "more open files"),
        Arguments.of(InjectedFault.LabelsByPath.class, "more series"),
        Arguments.of(InjectedFault.LosesCounts.class, "the page by method: "),
        Arguments.of(InjectedFault.NotesMore.class, "the page: "),
        Arguments.of(InjectedFault.FailsScrapes.class, "scrapes of"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_planted_fault_is_complained_about(Class<?> fault, String complaint) throws Exception {
    Soak.needPrograms();
    SoakReport report = Soak.run(folder, new Soak.Plan(9, Duration.ofSeconds(5), false), fault);
    assertThat(report.complaints()).anySatisfy(each -> assertThat(each).contains(complaint));
  }
}
