package io.upstream.metrics.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Replays the inputs that searches have kept, earlier findings among them. */
class ReplayTest {

  private static final int MOST_BYTES = 400_000;

  @ParameterizedTest
  @EnumSource(Target.class)
  void every_input_of_the_corpus_keeps_the_promises(Target target) throws IOException {
    Map<String, byte[]> corpus = Corpus.of(target).inputs();
    assertThat(corpus).hasSizeGreaterThan(4);
    corpus.forEach(
        (name, input) -> {
          try {
            target.feed(input);
          } catch (RuntimeException | Error e) {
            throw new AssertionError(target + ": the input " + name + " breaks a promise", e);
          }
        });
  }

  @Test
  void the_corpus_stays_small() throws IOException {
    long bytes = 0;
    for (Target target : Target.values()) {
      for (byte[] input : Corpus.of(target).inputs().values()) {
        bytes += input.length;
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

  @Test
  void a_corpus_file_holds_any_bytes(@TempDir Path directory) throws IOException {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    Path found = Files.createDirectories(directory.resolve("found"));
    Files.write(found.resolve("a"), all);
    Files.write(found.resolve("b"), bytes());
    Path file = directory.resolve("corpus.txt");
    Corpus.read(file).add(found);

    assertThat(Files.readAllLines(file)).hasSize(2);
    assertThat(Corpus.read(file).inputs().values()).containsExactlyInAnyOrder(all, bytes());
    Corpus.read(file).add(found);
    assertThat(Files.readAllLines(file)).as("known inputs are added once").hasSize(2);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
