package io.upstream.metrics.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What searches have kept, findings of old among it, breaks no promise. */
class ReplayTest {

  private static final int MOST_BYTES = 400_000;

  @ParameterizedTest
  @EnumSource(Target.class)
  void every_input_of_the_corpus_keeps_the_promises(Target target) throws IOException {
    List<Path> corpus = Target.files(target.corpus());
    assertThat(corpus).hasSizeGreaterThan(4);
    for (Path file : corpus) {
      try {
        target.feed(Files.readAllBytes(file));
      } catch (RuntimeException | Error e) {
        throw new AssertionError(file + " breaks a promise", e);
      }
    }
  }

  @Test
  void the_corpus_stays_small() throws IOException {
    long bytes = 0;
    for (Target target : Target.values()) {
      for (Path file : Target.files(target.corpus())) {
        bytes += Files.size(file);
      }
    }
    assertThat(bytes).isBetween(1L, (long) MOST_BYTES);
  }

  @Test
  void every_byte_has_a_meaning_as_text() {
    assertThat(Input.text(bytes(0x61, 0xc3, 0xa9, 0xe2, 0x80, 0xa8))).isEqualTo("aé\u2028");
    assertThat(Input.text(bytes(0xed, 0xa0, 0x80))).isEqualTo("\ud800");
    assertThat(Input.text(bytes(0xf0, 0x9f, 0x98, 0x80))).isEqualTo("😀");
    assertThat(Input.text(bytes(0xff, 0x80, 0xc3, 0x28))).isEqualTo("\u00ff\u0080\u00c3(");
    assertThat(Input.text(bytes(0xc0, 0x80, 0xe0, 0x80, 0x80)))
        .isEqualTo("\u00c0\u0080\u00e0\u0080\u0080");
    assertThat(Input.lines("a\\nb\nc\\\\n\\d".getBytes(UTF_8))).containsExactly("a\nb", "c\\n\\d");
    assertThat(Input.lines(bytes())).containsExactly("");
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
