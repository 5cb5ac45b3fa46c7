package io.upstream.metrics.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {

  @Test
  void a_file_is_read_again_when_it_changes(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("token"), "one\n");
    Tokens tokens = Tokens.of("test", List.of(), file);
    assertThat(accepts(tokens, "one")).isTrue();

    Files.writeString(file, "two\none"); // the time of a rotation
    assertThat(accepts(tokens, "one")).isTrue();
    assertThat(accepts(tokens, "two")).isTrue();

    Files.writeString(file, "two");
    assertThat(accepts(tokens, "one")).isFalse();
    assertThat(accepts(tokens, "two")).isTrue();
  }

  @Test
  void a_file_that_is_gone_empty_or_garbage_lets_nobody_in_until_it_is_well(@TempDir Path directory)
      throws Exception {
    Path file = Files.writeString(directory.resolve("token"), "one");
    Tokens tokens = Tokens.of("test", List.of(), file);

    Files.writeString(file, "");
    assertThat(accepts(tokens, "one")).isFalse();
    assertThat(accepts(tokens, "")).isFalse();
    Files.delete(file);
    assertThat(accepts(tokens, "one")).isFalse();
    Files.write(file, new byte[] {(byte) 0xff, 0});
    assertThat(accepts(tokens, "one")).isFalse();
    Files.writeString(file, "one");
    assertThat(accepts(tokens, "one")).isTrue();
  }

  @Test
  void a_file_without_a_token_stops_start_up(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("token"), " \n");

    assertThatThrownBy(() -> Tokens.of("METRICS_AUTH_TOKEN", List.of(), file))
        .hasMessageContaining("METRICS_AUTH_TOKEN_FILE=" + file)
        .hasMessageContaining("expected a file with a token");
    assertThatThrownBy(() -> Tokens.of("METRICS_AUTH_TOKEN", List.of(), directory.resolve("none")))
        .hasMessageContaining("METRICS_AUTH_TOKEN_FILE=")
        .hasMessageContaining("expected a file with a token");
  }

  @Test
  void what_is_compared_shares_no_prefix_where_the_tokens_do() {
    Tokens tokens = Tokens.of("test", List.of("secret"), null);
    String token = "a".repeat(63);
    long different = 0;
    for (char last = '!'; last <= '~'; last++) {
      byte[] right = tokens.fingerprint(token + "!");
      byte[] wrong = tokens.fingerprint(token + last);
      assertThat(right).hasSameSizeAs(wrong);
      different += last == '!' ? 0 : bitsThatDiffer(right, wrong);
    }

    // 93 digests of 256 bits: half of them differ, give or take.
    assertThat(different).isBetween(93L * 118, 93L * 138);
  }

  @Test
  void no_two_processes_compare_the_same_bytes() {
    assertThat(Tokens.of("test", List.of("x"), null).fingerprint("secret"))
        .isNotEqualTo(Tokens.of("test", List.of("x"), null).fingerprint("secret"));
  }

  private static long bitsThatDiffer(byte[] one, byte[] other) {
    BitSet bits = BitSet.valueOf(one);
    bits.xor(BitSet.valueOf(other));
    return bits.cardinality();
  }

  private static boolean accepts(Tokens tokens, String offer) {
    return tokens.accept(FakeRequest.from("192.0.2.1").with(Tokens.HEADER, offer).request());
  }
}
