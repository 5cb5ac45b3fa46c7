package io.upstream.metrics.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The pages of the writer's corpus before readers that nobody here wrote. */
class WrittenPagesTest {

  @Test
  @Tag("full")
  void every_page_of_the_corpus_is_read_as_it_was_meant() throws Exception {
    List<Path> corpus = Target.files(Target.WRITER.corpus());
    OtherReaders.Figures read = OtherReaders.read(corpus);
    assertThat(read.pages()).isEqualTo(2 * corpus.size());
    assertThat(read.byPromtool()).isPositive();
    System.out.println(read);
  }
}
