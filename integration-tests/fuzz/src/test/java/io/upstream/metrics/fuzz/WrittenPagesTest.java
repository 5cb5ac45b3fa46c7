package io.upstream.metrics.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reads the pages of the writer's corpus with third-party parsers. */
class WrittenPagesTest {

  @Test
  @Tag("full")
  void every_page_of_the_corpus_reads_back() throws Exception {
    List<byte[]> corpus = List.copyOf(Corpus.of(Target.WRITER).inputs().values());
    OtherReaders.Figures read = OtherReaders.read(corpus);
    assertThat(read.pages()).isEqualTo(2 * corpus.size());
    assertThat(read.byPromtool()).isPositive();
    System.out.println(read);
  }
}
